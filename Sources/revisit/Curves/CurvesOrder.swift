// Which curves TensorBoard shows of a study, and where they go.

import Configuration
import Foundation
import Studies
import TensorBoard

/// What a worker needs to know to write the curves of its run.
struct CurvesOrder: Codable, Hashable {
  /// The run's folder, as a path.
  var folder: String
  /// The settings in which the study's points differ, where the run has them.
  var settings: [String: SettingValue]

  var hyperparameters: [String: HyperparameterValue] {
    settings.mapValues(\.hyperparameter)
  }
}

/// The curves of a study in one folder for TensorBoard.
struct StudyCurves {
  let folder: URL
  private let varied: [String]

  init(of study: Study, in folder: URL) {
    self.folder = folder
    varied = study.variedSettings
  }

  /// The order for a run with a name for people; the run's identity keeps it apart from all others.
  func order(_ configuration: Configuration, title: String) -> CurvesOrder {
    let words = title.prefix(Self.nameLimit).map { letter -> Character in
      let isPlain = letter.isASCII && (letter.isLetter || letter.isNumber || "=._".contains(letter))
      return isPlain ? letter : "-"
    }
    let name = String(words) + "-" + configuration.runID
    let settings = varied.compactMap { path in configuration.settings[path].map { (path, $0) } }
    return CurvesOrder(
      folder: folder.appending(path: name).path(percentEncoded: false),
      settings: Dictionary(settings) { first, _ in first })
  }

  /// Names of folders may have 255 bytes.
  private static let nameLimit = 150

  /// Writes what the plugin HParams shows of the study as a whole.
  func writeSummary(of study: Study) throws {
    var values: [String: [HyperparameterValue]] = [:]
    for path in varied {
      for point in study.points {
        guard let value = point.configuration.settings[path]?.hyperparameter,
          values[path]?.contains(value) != true
        else { continue }
        values[path, default: []].append(value)
      }
    }
    let averages = study.points.contains { $0.configuration.training.averaging != nil }
    let validates = study.points.contains { $0.configuration.data.validationImages > 0 }
    let metrics =
      ["train/top1", "test/top1"] + (validates ? ["validation/top1"] : [])
      + (averages ? ["ema/test/top1"] : [])
    try EventFile(in: folder).write(.study(hyperparameters: values, metrics: metrics))
  }
}

extension SettingValue {
  /// The same value as TensorBoard has it: lists are words.
  fileprivate var hyperparameter: HyperparameterValue {
    switch self {
    case .integer(let value): .number(Double(value))
    case .number(let value): .number(value)
    case .boolean(let value): .boolean(value)
    case .text(let value): .text(value)
    case .integers, .texts: .text(canonicalText)
    }
  }
}

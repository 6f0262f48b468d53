// What TensorBoard's plugin HParams shows: which settings a study varies, and which each run has.

import Foundation
import Protobuf

/// The value of a hyperparameter.
public enum HyperparameterValue: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// Words.
  case text(String)
  /// Yes or no.
  case boolean(Bool)

  /// `google.protobuf.Value`.
  fileprivate var message: ProtobufMessage {
    var message = ProtobufMessage()
    switch self {
    case .number(let number): message.append(2, number)
    case .text(let text): message.append(3, text)
    case .boolean(let value): message.append(4, value ? 1 : 0)
    }
    return message
  }

  /// The number of its type in `DataType`.
  fileprivate var type: Int {
    switch self {
    case .text: 1
    case .boolean: 2
    case .number: 3
    }
  }
}

/// A summary of the plugin HParams.
///
/// - Source: TensorBoard's `plugins/hparams/api.proto` and `plugin_data.proto`.
public enum HyperparameterSummary: Hashable, Sendable {
  /// A study: the values that each hyperparameter takes, in order of their names, and the metrics by tag. It belongs
  /// into the folder above all runs.
  case study(hyperparameters: [String: [HyperparameterValue]], metrics: [String])
  /// The start of a run with its hyperparameters; runs of one group are replicates of each other.
  case start(hyperparameters: [String: HyperparameterValue], group: String)
  /// The end of a run.
  case end(isSuccess: Bool)

  func message(at time: Date) -> ProtobufMessage {
    var value = ProtobufMessage()
    value.append(1, "_hparams_/\(tag)")
    value.append(9, metadata(at: time))
    // Readers drop values without data.
    value.append(8, Self.emptyTensor)
    var summary = ProtobufMessage()
    summary.append(1, value)
    return summary
  }

  private var tag: String {
    switch self {
    case .study: "experiment"
    case .start: "session_start_info"
    case .end: "session_end_info"
    }
  }

  /// `SummaryMetadata` with the plugin's data, whose field tells what they are.
  private func metadata(at time: Date) -> ProtobufMessage {
    var content = ProtobufMessage()
    content.append(1, 0)
    switch self {
    case .study(let hyperparameters, let metrics):
      content.append(2, Self.experiment(hyperparameters, metrics, at: time))
    case .start(let hyperparameters, let group):
      content.append(3, Self.session(hyperparameters, group, at: time))
    case .end(let isSuccess):
      var end = ProtobufMessage()
      end.append(1, isSuccess ? 1 : 2)
      end.append(2, time.timeIntervalSince1970)
      content.append(4, end)
    }
    var plugin = ProtobufMessage()
    plugin.append(1, "hparams")
    plugin.append(2, content)
    var metadata = ProtobufMessage()
    metadata.append(1, plugin)
    return metadata
  }

  /// `TensorProto` of one number, 0.
  private static var emptyTensor: ProtobufMessage {
    var tensor = ProtobufMessage()
    tensor.append(1, 1)
    tensor.append(5, count: 4) { [0, 0, 0, 0] }
    return tensor
  }

  private static func experiment(
    _ hyperparameters: [String: [HyperparameterValue]], _ metrics: [String], at time: Date
  ) -> ProtobufMessage {
    var experiment = ProtobufMessage()
    experiment.append(3, time.timeIntervalSince1970)
    for (name, values) in hyperparameters.sorted(by: { $0.key < $1.key }) {
      var domain = ProtobufMessage()
      for value in values { domain.append(1, value.message) }
      var entry = ProtobufMessage()
      entry.append(1, name)
      entry.append(4, values.first?.type ?? 0)
      entry.append(5, domain)
      experiment.append(4, entry)
    }
    for metric in metrics {
      var name = ProtobufMessage()
      name.append(2, metric)
      var entry = ProtobufMessage()
      entry.append(1, name)
      experiment.append(5, entry)
    }
    return experiment
  }

  private static func session(
    _ hyperparameters: [String: HyperparameterValue], _ group: String, at time: Date
  ) -> ProtobufMessage {
    var session = ProtobufMessage()
    for (name, value) in hyperparameters.sorted(by: { $0.key < $1.key }) {
      var entry = ProtobufMessage()
      entry.append(1, name)
      entry.append(2, value.message)
      session.append(1, entry)
    }
    session.append(4, group)
    session.append(5, time.timeIntervalSince1970)
    return session
  }
}

import Configuration
import Foundation
import Studies

/// Texts of small studies, and what becomes of them.
enum TestStudy {
  static let head = """
    schema: 1
    study: probe
    title: A probe
    base:
      model: {family: cifar_resnet, depth: 8}
      data: {set: generated}
      train: {epochs: 2, batch: 50, learning_rate: 0.1}

    """

  /// The study of a text, or of the head and a text.
  static func study(_ rest: String, subset: String? = nil) throws -> Study {
    try whole(head + rest, subset: subset)
  }

  static func whole(_ text: String, subset: String? = nil) throws -> Study {
    try Study(
      bytes: Data(text.utf8), file: "probe.yaml", subset: subset, cost: cost,
      trainingMemory: trainingMemory)
  }

  /// What is wrong with the head and a text; empty where nothing is.
  static func errors(_ rest: String) -> String { errors(whole: head + rest) }

  static func errors(whole text: String, subset: String? = nil) -> String {
    do {
      _ = try whole(text, subset: subset)
      return ""
    } catch {
      return "\(error)"
    }
  }

  /// Multiply-adds as depth x width^2 x resolution^2.
  static func cost(_ configuration: Configuration) -> Cost {
    let (depth, width) = (Double(configuration.model.depth ?? 0), configuration.model.width)
    let side = Double(configuration.data.resolution)
    return Cost(
      parameters: 0, multiplyAdds: Int(depth * width * width * side * side), activations: 0)
  }

  /// A thousand bytes an image of the batch and a layer.
  static func trainingMemory(_ configuration: Configuration) -> Int {
    1_000 * configuration.training.batch * (configuration.model.depth ?? 0)
  }
}

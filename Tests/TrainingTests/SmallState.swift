// The state of a small network before its first step, for tests of what its digest covers.

import Configuration
import Datasets
import Tensors

@testable import Training

enum SmallState {
  /// A residual network under SGD, with averages.
  static func state() throws -> TrainingState {
    let configuration = try Configuration(
      settings: TrainerTests.settings.merging(["train.ema_decay": .number(0.9)]) { $1 })
    return try Trainer(configuration, data: DataLocation()).beginning(stepsPerEpoch: 6)
  }
}

extension Region {
  /// Changes the last bit of the first element.
  func change() {
    var elements = elements
    elements[0] = elements[0].nextUp
    store(elements)
  }
}

// What a study's setting `numerics` asks of this machine and of this process.

import Configuration
import Foundation
import Kernels
import Studies
import Training

extension Study {
  /// Makes sure that this machine can compute every point as it asks, before anything is computed.
  ///
  /// - Throws: `InstructionSetError` with what stands in the way of the first point that cannot be had.
  func checkNumerics() throws {
    for numerics in Numerics.allCases where self.numerics.contains(numerics) {
      try numerics.check(ProcessInfo.processInfo.environment)
    }
  }

  /// Holds this process, in which networks are timed, to what all points share.
  ///
  /// A process can be held to one thing only: a study that varies `numerics` is timed with the machine's own.
  /// Results do not come from this process: each worker is held by itself.
  func holdProcess() throws {
    guard numerics.count == 1, let kind = numerics.first else { return }
    try kind.hold()
  }

  /// What points ask for.
  var numerics: Set<Numerics> {
    Set(points.firstIndices(differingIn: ["numerics"]).map { points[$0].configuration.numerics })
  }
}

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
    for numerics in Numerics.allCases
    where points.contains(where: { $0.configuration.numerics == numerics }) {
      try numerics.check(ProcessInfo.processInfo.environment)
    }
  }

  /// Holds this process, in which networks are timed, to what all points share.
  ///
  /// A process can be held to one thing only: a study that varies `numerics` is timed with the machine's own.
  /// Results do not come from this process: each worker is held by itself.
  func holdProcess() throws {
    let kinds = Set(points.map(\.configuration.numerics))
    guard kinds.count == 1, let numerics = kinds.first else { return }
    try numerics.hold()
  }
}

// What the setting `numerics` asks of the process that computes.

public import Configuration
import Kernels

extension Numerics {
  /// Makes sure that this machine, with the limits in `environment`, can compute so; does not touch oneDNN.
  ///
  /// - Throws: `InstructionSetError` with what stands in the way.
  public func check(_ environment: [String: String]) throws {
    try instructionSet?.check(environment)
  }

  /// Holds this process to it, before its first computation.
  ///
  /// - Throws: `InstructionSetError` where it cannot be had, or the process has computed otherwise already.
  public func hold() throws { try instructionSet?.hold() }

  /// The instruction set that it holds to; nil for the machine's own.
  private var instructionSet: InstructionSet? {
    switch self {
    case .native: nil
    case .avx512: .avx512
    case .avx2: .avx2
    }
  }
}

// What the setting `numerics` asks of the process that computes.

public import Configuration
import Kernels

extension Numerics {
  /// Makes sure that this machine, with the limits in `environment`, can compute so; touches no library.
  ///
  /// - Throws: `InstructionSetError` with what stands in the way.
  public func check(_ environment: [String: String]) throws {
    try instructionSet?.check(environment)
  }

  /// What must be in the environment of a process when it starts, beside `environment`; empty where nothing is missing.
  public func missingVariables(_ environment: [String: String]) -> [String: String] {
    (instructionSet?.variables ?? [:]).filter { environment[$0] != $1 }
  }

  /// Holds the libraries of this process to it, before the first computation.
  ///
  /// - Throws: `InstructionSetError` where the process was started without `missingVariables`, or has computed already.
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

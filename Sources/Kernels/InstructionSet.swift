// The instruction set that oneDNN is held to: it decides the bits that convolutions and products make.
//
// oneDNN chooses its kernels by the processor, for the whole process and once: before its first primitive a call can
// narrow that, and none can later. No other library computes. Our own kernels need no hold: their clones for different
// instruction sets give the same bits (CKernels/clones.h).

import CKernels
import COneDNN

/// An instruction set that this machine or process cannot be held to.
public struct InstructionSetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, what was expected, and how to mend it.
  public let description: String
}

/// An instruction set that oneDNN can be held to.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// AVX2 with fused multiply-add: x86-64-v3.
  case avx2
  /// AVX-512 F, BW, CD, DQ and VL: x86-64-v4.
  case avx512

  /// Makes sure that machine and environment allow it; does not touch oneDNN.
  ///
  /// A limit in the environment that is wider is no obstacle: the hold overrides it.
  /// - Throws: `InstructionSetError` where the processor or a limit in `environment` is narrower.
  public func check(_ environment: [String: String]) throws(InstructionSetError) {
    let found = ck_instruction_level()
    guard found >= level else {
      throw error(
        "needs a processor with x86-64-v\(level), and this one has "
          + (found == 0 ? "another architecture" : "x86-64-v\(found)")
          + "; choose a narrower one, or another machine")
    }
    for name in Self.limitVariables {
      guard let limit = environment[name], isWider(than: limit) else { continue }
      throw error(
        "is wider than \(name)=\(limit) in the environment allows; unset it, or choose a "
          + "narrower one")
    }
  }

  /// Holds oneDNN in this process to it, or makes sure that it is held already.
  ///
  /// - Throws: `InstructionSetError` where oneDNN has been used otherwise.
  public func hold() throws(InstructionSetError) {
    // A process is held once; a later call finds it so, which is looked at below.
    _ = dnnl_set_max_cpu_isa(oneDNN)
    _ = dnnl_set_cpu_isa_hints(dnnl_cpu_isa_no_hints)
    _ = dnnl_set_default_fpmath_mode(dnnl_fpmath_mode_strict)
    guard dnnl_get_effective_cpu_isa() == oneDNN, dnnl_get_cpu_isa_hints() == dnnl_cpu_isa_no_hints
    else {
      throw error(
        "cannot be had: oneDNN stays at \(Engine.instructionSet), by its build or because it was "
          + "used before")
    }
  }

  private static let limitVariables = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"]

  private var level: Int32 {
    switch self {
    case .avx2: 3
    case .avx512: 4
    }
  }

  private var oneDNN: dnnl_cpu_isa_t {
    switch self {
    case .avx2: dnnl_cpu_isa_avx2
    case .avx512: dnnl_cpu_isa_avx512_core
    }
  }

  /// Whether a limit, by its name in oneDNN's environment, excludes it.
  private func isWider(than name: String) -> Bool {
    let narrow = ["sse41", "avx"]
    let middle = ["avx2", "avx2_vnni", "avx2_vnni_2", "avx512_mic", "avx512_mic_4ops"]
    switch self {
    case .avx2: return narrow.contains(name.lowercased())
    case .avx512: return (narrow + middle).contains(name.lowercased())
    }
  }

  private func error(_ text: String) -> InstructionSetError {
    InstructionSetError(description: "numerics: \(rawValue) \(text)")
  }
}

// The instruction set that oneDNN and OpenBLAS are held to together: it decides the bits that they make.
//
// Both choose their kernels by the processor, for the whole process and once: OpenBLAS when it is loaded, by
// OPENBLAS_CORETYPE; oneDNN before its first primitive, by a call. Our own kernels need no hold: their clones for
// different instruction sets give the same bits (CKernels/clones.h).

import CKernels
import COneDNN
import COpenBLAS

/// An instruction set that this machine or process cannot be held to.
public struct InstructionSetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, what was expected, and how to mend it.
  public let description: String
}

/// An instruction set that the libraries can be held to.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// AVX2 with fused multiply-add: x86-64-v3.
  case avx2
  /// AVX-512 F, BW, CD, DQ and VL: x86-64-v4.
  case avx512

  /// What the environment of a process must say when its libraries are loaded.
  public var variables: [String: String] { [Self.coreVariable: core] }

  /// Makes sure that machine and environment allow it; touches no library.
  ///
  /// A limit in the environment that is wider is no obstacle: holding the libraries overrides it.
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
      guard let limit = environment[name], isBelow(oneDNNLimit: limit) else { continue }
      throw narrowed(by: "\(name)=\(limit)")
    }
    if let core = environment[Self.coreVariable], !core.isEmpty, !allows(core: core) {
      throw narrowed(by: "\(Self.coreVariable)=\(core)")
    }
  }

  /// Holds the libraries of this process to it, or makes sure that they are held already.
  ///
  /// - Throws: `InstructionSetError` where OpenBLAS was loaded without `variables`, or oneDNN has been used otherwise.
  public func hold() throws(InstructionSetError) {
    guard OpenBLAS.core.lowercased() == core.lowercased() else {
      throw error(
        "needs \(Self.coreVariable)=\(core) in the environment when the program starts; OpenBLAS "
          + "uses its kernels for \(OpenBLAS.core)")
    }
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

  // MARK: - Its names in the libraries

  private static let coreVariable = "OPENBLAS_CORETYPE"
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

  private var core: String {
    switch self {
    case .avx2: "Haswell"
    case .avx512: "SkylakeX"
    }
  }

  /// Whether OpenBLAS, told to use the kernels of `name`, is told to use this instruction set or a wider one.
  private func allows(core name: String) -> Bool {
    let wide = ["skylakex", "cooperlake", "sapphirerapids"]
    let narrow = ["haswell", "zen"]
    switch self {
    case .avx2: return (narrow + wide).contains(name.lowercased())
    case .avx512: return wide.contains(name.lowercased())
    }
  }

  private func isBelow(oneDNNLimit name: String) -> Bool {
    let narrow = ["sse41", "avx"]
    let middle = ["avx2", "avx2_vnni", "avx2_vnni_2", "avx512_mic", "avx512_mic_4ops"]
    switch self {
    case .avx2: return narrow.contains(name.lowercased())
    case .avx512: return (narrow + middle).contains(name.lowercased())
    }
  }

  private func narrowed(by setting: String) -> InstructionSetError {
    error("is wider than \(setting) in the environment allows; unset it, or choose a narrower one")
  }

  private func error(_ text: String) -> InstructionSetError {
    InstructionSetError(description: "numerics: \(rawValue) \(text)")
  }
}

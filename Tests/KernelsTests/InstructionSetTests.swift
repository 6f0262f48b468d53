import CKernels
import Kernels
import Testing

@Suite struct InstructionSetTests {
  @Test(
    .enabled(if: ck_instruction_level() >= 3, "the processor has no AVX2"),
    arguments: [
      [:], ["DNNL_MAX_CPU_ISA": "AVX2"], ["ONEDNN_MAX_CPU_ISA": "avx512_core"],
      ["ONEDNN_MAX_CPU_ISA": "ALL"],
    ])
  func `limits as narrow as what is asked for, or wider, are no obstacle`(
    environment: [String: String]
  ) throws {
    try InstructionSet.avx2.check(environment)
  }

  @Test(
    .enabled(if: ck_instruction_level() >= 3, "the processor has no AVX2"),
    arguments: zip(
      [["DNNL_MAX_CPU_ISA": "AVX"], ["ONEDNN_MAX_CPU_ISA": "sse41"]],
      ["DNNL_MAX_CPU_ISA=AVX", "ONEDNN_MAX_CPU_ISA=sse41"]))
  func `a narrower limit is named`(environment: [String: String], limit: String) {
    let error = #expect(throws: InstructionSetError.self) {
      try InstructionSet.avx2.check(environment)
    }
    #expect(
      error?.description
        == "numerics: avx2 is wider than \(limit) in the environment allows; unset it, or choose a "
        + "narrower one")
  }

  @Test(
    .enabled(if: ck_instruction_level() >= 4, "the processor has no AVX-512"),
    arguments: [["DNNL_MAX_CPU_ISA": "AVX2"], ["ONEDNN_MAX_CPU_ISA": "AVX2_VNNI"]])
  func `a limit of an AVX2 machine refuses AVX-512`(environment: [String: String]) throws {
    try InstructionSet.avx512.check([:])
    #expect(throws: InstructionSetError.self) { try InstructionSet.avx512.check(environment) }
  }

  @Test(.enabled(if: ck_instruction_level() >= 4, "the processor has no AVX-512"))
  func `a process is held once, and again only to the same`() async {
    await #expect(processExitsWith: .success) {
      try InstructionSet.avx512.hold()
      try InstructionSet.avx512.hold()
      let error = #expect(throws: InstructionSetError.self) { try InstructionSet.avx2.hold() }
      #expect(
        error?.description
          == "numerics: avx2 cannot be had: oneDNN stays at avx512_core, by its build or because it "
          + "was used before")
    }
  }

  @Test(.enabled(if: ck_instruction_level() < 4, "the processor has AVX-512"))
  func `a processor without AVX-512 cannot be held to it`() {
    let error = #expect(throws: InstructionSetError.self) { try InstructionSet.avx512.check([:]) }
    #expect(
      error?.description.hasPrefix("numerics: avx512 needs a processor with x86-64-v4, and this")
        == true)
  }
}

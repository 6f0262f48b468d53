import Configuration
import Testing
import Training

@Suite struct NumericsTests {
  @Test(arguments: zip([Numerics.avx2, .avx512], ["Haswell", "SkylakeX"]))
  func `a process lacks the core type of OpenBLAS until its environment has it`(
    numerics: Numerics, core: String
  ) {
    #expect(numerics.missingVariables([:]) == ["OPENBLAS_CORETYPE": core])
    #expect(numerics.missingVariables(["OPENBLAS_CORETYPE": "Zen"]) == ["OPENBLAS_CORETYPE": core])
    #expect(numerics.missingVariables(["OPENBLAS_CORETYPE": core]) == [:])
  }

  @Test func `the machine's own numerics are never refused`() throws {
    try Numerics.native.check(["DNNL_MAX_CPU_ISA": "SSE41", "OPENBLAS_CORETYPE": "Nehalem"])
    #expect(Numerics.native.missingVariables([:]) == [:])
    try Numerics.native.hold()
  }
}

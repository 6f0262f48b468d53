import Configuration
import Testing
import Training

@Suite struct NumericsTests {
  @Test func `the machine's own numerics are never refused`() throws {
    try Numerics.native.check(["DNNL_MAX_CPU_ISA": "SSE41"])
    try Numerics.native.hold()
  }
}

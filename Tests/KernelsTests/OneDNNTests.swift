import COneDNN
import Kernels
import Testing

@Suite struct OneDNNTests {
  @Test func `the library tells its version`() throws {
    #expect(try #/[23]\.\d+\.\d+/#.wholeMatch(in: Engine.libraryVersion) != nil)
  }

  @Test func `primitives run on the thread that asks for them alone`() {
    omp_set_num_threads(2)
    Engine.useOneThread()
    #expect(omp_get_max_threads() == 1)
  }

  @Test func `an engine outlives the kernels made with it`() throws {
    let geometry = PoolingGeometry(
      .maximum, input: Pair(2), channels: 1, window: Window(kernel: Pair(2)))
    let kernel = try Pooling(geometry, batch: 1, on: Engine(), gradient: false)
    #expect(kernel.geometry == geometry)
  }
}

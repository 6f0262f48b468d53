import HDF5
import Tensors
import TestSupport
import Testing

@Suite struct SupportTests {
  @Test func `central differences give the gradient of a cubic`() {
    let gradient = centralDifferences(at: [2, -1]) { $0[0] * $0[0] * $0[0] + 3 * $0[0] * $0[1] }
    expectClose(gradient, [9, 6], absolute: 1e-9, relative: 1e-9)
  }

  @Test func `channels move behind the pixels and back`() {
    let first = [1, 2, 3, 4, 5, 6]
    let last = channelsLast(first, shape: [1, 2, 3])
    #expect(last == [1, 4, 2, 5, 3, 6])
    #expect(channelsFirst(last, shape: [1, 2, 3]) == first)
  }

  @Test func `a write outside a region is found`() {
    withKnownIssue {
      let memory = GuardedMemory()
      let region = memory.region(count: 3)
      unsafe region.pointer[3] = 0
      memory.expectIntact()
    }
  }

  @Test func `a region that nobody wrote is no number`() {
    #expect(!GuardedMemory().region(count: 3).elements.contains { !$0.isNaN })
  }

  @Test func `golden files that are not there are named`() {
    let error = #expect(throws: MissingGolden.self) { try Goldens.open("nothing").file.path }
    #expect(error?.name == "nothing")
    #expect(!Goldens.has("nothing") && Goldens.has("ops_conv"))
  }

  @Test func `tolerances are found for cases and kinds`() throws {
    let operations = try Goldens.tolerances("ops_misc")
    #expect(operations.ofCase("relu") == 5e-6)
    #expect(operations.ofCase("bn_train_n2") == 2e-4)
    let model = try Goldens.tolerances("model_resnet18_narrow")
    #expect(model.ofKind("grad") == 2e-4)
    #expect(model.ofKind("nothing") == nil)
  }
}

import Configuration
import Graphs
import Tensors
import Testing
import Weights

@Suite struct WeightFitTests {
  private static let sound = [
    StoredArray(name: "bn1.bias", shape: [2]),
    StoredArray(name: "bn1.num_batches_tracked", shape: []),
    StoredArray(name: "bn1.running_mean", shape: [2]),
    StoredArray(name: "bn1.running_var", shape: [2]),
    StoredArray(name: "bn1.weight", shape: [2]),
    StoredArray(name: "conv1.weight", shape: [2, 3, 3, 3]),
    StoredArray(name: "fc.bias", shape: [3]),
    StoredArray(name: "fc.weight", shape: [3, 2]),
  ]

  @Test func `names of timm are found, counters of batches passed over`() throws {
    let fit = try WeightFit(smallNetwork(), stored: Self.sound, file: "a.safetensors")
    #expect(fit.names == .timm)
    #expect(fit.pairs.map(\.array.name).first == "stem.conv.weight")
    #expect(fit.pairs.map(\.storedName).first == "conv1.weight")
    #expect(fit.pairs.count == 7)
  }

  @Test func `our own names are found`() throws {
    let network = smallNetwork()
    let fit = try WeightFit(network, stored: network.arrays, file: "a.h5")
    #expect(fit.names == .revisit)
    #expect(fit.pairs.allSatisfy { $0.array.name == $0.storedName })
  }

  @Test func `everything that does not fit is told at once`() throws {
    var stored = Self.sound.filter { $0.name != "bn1.running_mean" && $0.name != "conv1.weight" }
    stored.append(StoredArray(name: "bn1.runing_mean", shape: [2]))
    stored.append(StoredArray(name: "conv1.weight", shape: [2, 1, 3, 3]))
    stored.append(StoredArray(name: "aux", shape: []))
    #expect(
      misfit(smallNetwork(), stored) == """
        a.safetensors: does not fit the network, by timm's names; nothing is loaded
          missing: 'bn1.running_mean' [2]; nearest in the file: 'bn1.runing_mean'
          left over: 'aux' []
          left over: 'bn1.runing_mean' [2]
          other shape: 'conv1.weight' is [2, 1, 3, 3]; expected [2, 3, 3, 3]
        """)
  }

  @Test func `a classifier of other classes says which option mends it`() {
    #expect(
      misfit(smallNetwork(classes: 10), Self.sound) == """
        a.safetensors: does not fit the network, by timm's names; nothing is loaded
          other shape: 'fc.weight' is [3, 2]; expected [10, 2]
          other shape: 'fc.bias' is [3]; expected [10]
          hint: the file's classifier has 3 classes: give --classes 3
        """)
  }

  @Test func `position embeddings of other images say which option mends it`() {
    var builder = GraphBuilder(input: [2, 2, 4])
    _ = builder.classToken("first", builder.tokens("tokens", builder.input))
    let network = named(builder.graph)
    let stored = [
      StoredArray(name: "tokens.class_token", shape: [1, 1, 4]),
      StoredArray(name: "tokens.position", shape: [1, 10, 4]),
    ]
    #expect(
      misfit(network, stored)?.hasSuffix(
        """
          other shape: 'tokens.position' is [1, 10, 4]; expected [1, 5, 4]
          hint: 'tokens.position' is for images of another size: use such images, or --resolution \
        in an export
        """) == true)
  }

  @Test func `an empty file lacks everything`() {
    let lines = misfit(smallNetwork(), [])?.split(separator: "\n")
    #expect(lines?.count == 8)
  }

  private func misfit(_ network: NamedNetwork, _ stored: [StoredArray]) -> String? {
    let error = #expect(throws: WeightMisfit.self) {
      _ = try WeightFit(network, stored: stored, file: "a.safetensors")
    }
    return error?.description
  }
}

import Foundation
import Graphs
import Tensors
import TestSupport
import Testing

@testable import Weights

/// What an exported file says, read without the code that wrote it.
@Suite struct ONNXExportTests {
  @Test(arguments: ExportedNetwork.all)
  func `every value is made before it is read, and read`(exported: ExportedNetwork) throws {
    let file = try DecodedONNX(NetworkWeights(scattered: exported.network))
    var known = Set(file.arrays.map(\.name) + ["images"])
    #expect(known.count == file.arrays.count + 1)
    for node in file.nodes {
      #expect(known.isSuperset(of: node.inputs), "\(node.type) \(node.output)")
      #expect(known.insert(node.output).inserted, "\(node.output) is made twice")
    }
    let read = Set(file.nodes.flatMap(\.inputs))
    #expect(known.subtracting(read) == ["logits"])
  }

  @Test(arguments: ExportedNetwork.all)
  func `arrays have as many numbers as their shape says`(exported: ExportedNetwork) throws {
    for array in try DecodedONNX(NetworkWeights(scattered: exported.network)).arrays {
      #expect(array.shape.reduce(1, *) == array.count, "\(array.name)")
    }
  }

  @Test func `the batch is free, the images are channels first`() throws {
    let network = try ExportedNetwork.narrowResNet()
    let file = try DecodedONNX(NetworkWeights(scattered: network))
    #expect(file.versions == [8, 17])
    #expect(file.input == "images batch 3 33 35")
    #expect(file.output == "logits batch 5")
  }

  @Test(arguments: WeightNames.allCases)
  func `arrays keep their names, shapes and bits`(names: WeightNames) throws {
    let network = try ExportedNetwork.narrowResNet()
    let weights = NetworkWeights(scattered: network)
    let file = try DecodedONNX(weights, names: names)
    let found = Dictionary(uniqueKeysWithValues: file.arrays.map { ($0.name, $0) })
    #expect(found.count == network.arrays.count)
    for array in network.arrays {
      let stored = try #require(found[names.stored(array.name, in: network.model)])
      #expect(stored.shape == array.shape)
      #expect(stored.bytes == weights[array.name].littleEndianBytes)
    }
  }

  @Test func `a ResNet is convolutions, norms and what connects them`() throws {
    let network = try ExportedNetwork.narrowResNet()
    let nodes = try DecodedONNX(NetworkWeights(scattered: network)).nodes
    let counts = Dictionary(grouping: nodes, by: \.type).mapValues(\.count)
    #expect(
      counts == [
        "Conv": 20, "BatchNormalization": 20, "Relu": 17, "MaxPool": 1, "Add": 8,
        "GlobalAveragePool": 1, "Flatten": 1, "Gemm": 1,
      ])
    let stem = try #require(nodes.first)
    #expect(stem.inputs == ["images", "conv1.weight"])
    #expect(
      stem.attributes == [
        "dilations": [1, 1], "group": [1], "kernel_shape": [7, 7], "pads": [3, 3, 3, 3],
        "strides": [2, 2],
      ])
  }

  /// Over 5 x 4 pixels, windows of 3 pixels in steps of 2 from one before them: three a side, 1 and 2 beyond the end.
  @Test func `a pooling that is rounded up is written as padding`() throws {
    let windows = ExportedNetwork.all[0].network
    let nodes = try DecodedONNX(NetworkWeights(scattered: windows)).nodes
    let maximum = try #require(nodes.first { $0.type == "MaxPool" })
    let shapes = windows.graph.nodes.map { $0.shape.extents }
    #expect(shapes[2] == [5, 4, 6] && shapes[3] == [3, 3, 6])
    #expect(maximum.attributes["pads"] == [1, 1, 1, 2])
    let averages = nodes.filter { $0.type == "AveragePool" }
    #expect(averages.map { $0.attributes["pads"] } == [[0, 0, 1, 1], [1, 1, 1, 1]])
    #expect(averages.map { $0.attributes["count_include_pad"] } == [nil, [1]])
  }

  @Test func `equal weights give equal bytes`() throws {
    let network = smallNetwork()
    let files = try (0..<2).map { _ in try exported(NetworkWeights(scattered: network), .timm) }
    #expect(files[0] == files[1])
  }
}

/// The bytes of an exported file.
private func exported(_ weights: NetworkWeights, _ names: WeightNames) throws -> [UInt8] {
  try Scratch.with { scratch in
    let file = try NewFile(scratch.path("a.onnx"), replacing: false)
    try weights.writeONNX(to: file, names: names)
    return Array(try scratch.bytes("a.onnx"))
  }
}

/// An exported file, read back; the numbers of the fields are those of `onnx.proto`.
private struct DecodedONNX {
  struct Node {
    var type: String
    var inputs: [String]
    var output: String
    /// Whole numbers; others are left out.
    var attributes: [String: [Int]]
  }

  struct Array {
    var name: String
    var shape: [Int]
    var count: Int
    var bytes: [UInt8]
  }

  var versions: [Int]
  var nodes: [Node]
  var arrays: [Array]
  var input: String
  var output: String

  init(_ weights: NetworkWeights, names: WeightNames = .timm) throws {
    let model = try DecodedMessage(exported(weights, names))
    let graph = try #require(try model.messages(7).first)
    versions = model.integers(1) + (try model.messages(8).flatMap { $0.integers(2) })
    nodes = try graph.messages(1).map { node in
      let attributes = try node.messages(5).map { attribute in
        (attribute.texts(1)[0], attribute.integers(3) + attribute.integers(8))
      }
      return Node(
        type: node.texts(4)[0], inputs: node.texts(1), output: node.texts(2)[0],
        attributes: Dictionary(uniqueKeysWithValues: attributes.filter { !$0.1.isEmpty }))
    }
    arrays = try graph.messages(5).map { array in
      let bytes = array.bytes(9).first ?? []
      let isFloat = array.integers(2) == [1]
      return Array(
        name: array.texts(8)[0], shape: array.integers(1),
        count: isFloat ? bytes.count / 4 : array.integers(7).count, bytes: bytes)
    }
    input = try Self.text(graph.messages(11)[0])
    output = try Self.text(graph.messages(12)[0])
  }

  private static func text(_ value: DecodedMessage) throws -> String {
    let tensor = try value.messages(2)[0].messages(1)[0]
    let extents = try tensor.messages(2)[0].messages(1).map { dimension in
      dimension.texts(2).first ?? "\(dimension.integers(1)[0])"
    }
    return (value.texts(1) + extents).joined(separator: " ")
  }
}

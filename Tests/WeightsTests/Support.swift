import Configuration
import Foundation
import Graphs
import Kernels
import Randomness
import Tensors
import Testing

@testable import Weights

/// A folder that is removed afterwards.
struct Scratch {
  let folder: URL

  static func with<R>(_ body: (Scratch) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weights \(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(Scratch(folder: folder))
  }

  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  func write(_ bytes: Data, to name: String) throws -> String {
    try bytes.write(to: folder.appending(path: name))
    return path(name)
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
}

/// A file of `Golden`, made by `make.py`.
func goldenPath(_ name: String) throws -> String {
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: "safetensors", subdirectory: "Golden"))
  return url.path(percentEncoded: false)
}

/// A network that is called as a ResNet of timm's.
func named(_ graph: Graph, title: String = "the network") -> NamedNetwork {
  NamedNetwork(title: title, model: ModelConfiguration(family: .resnet, depth: 18), graph: graph)
}

/// A convolution with a norm and a classifier, by the names of a ResNet.
func smallNetwork(classes: Int = 3) -> NamedNetwork {
  var builder = GraphBuilder(input: [4, 4, 3])
  var x = builder.convolution("stem.conv", builder.input, channels: 2, kernel: 3)
  x = builder.relu("stem.relu", builder.batchNorm("stem.norm", x))
  x = builder.globalAveragePooling("head.pool", x)
  _ = builder.linear("head.linear", x, features: classes)
  return named(builder.graph)
}

extension NetworkWeights {
  /// Weights and statistics that are all different; variances are positive.
  init(scattered network: NamedNetwork) {
    var stream = RandomStream(seed: Seed(root: 7), purpose: .generation)
    var tensors: [String: Tensor] = [:]
    for array in network.arrays {
      let elements = (0..<array.shape.reduce(1, *)).map { _ in
        let value = Float(stream.nextNormal()) / 2
        return array.name.hasSuffix("running_var") ? abs(value) + 0.5 : value
      }
      tensors[array.name] = Tensor(elements, shape: Shape(array.shape))
    }
    self.init(tensors, of: network)
  }
}

/// The names, shapes and bits of a network's weights.
func bits(_ weights: NetworkWeights) -> [String: [UInt32]] {
  Dictionary(
    uniqueKeysWithValues: weights.network.arrays.map {
      ($0.name, weights[$0.name].elements.map(\.bitPattern))
    })
}

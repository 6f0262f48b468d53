import Architectures
import Configuration
import Graphs
import Kernels
import Tensors
import Testing

@Suite struct ResNetTests {
  @Test func `the stages of the ImageNet network halve the image as in the paper's table`() throws {
    let model = ModelConfiguration(family: .resnet, depth: 50)
    let graph = try network(model, images: [224, 224, 3], classes: 1_000)
    let shapes = ["stem.conv", "stem.pool"].map { name in
      graph.nodes.first { $0.name == name }?.shape
    }
    #expect(shapes == [[112, 112, 64], [56, 56, 64]])
    let ends = [3, 4, 6, 3].enumerated().map { stage, blocks in
      graph.nodes.first { $0.name == "stage\(stage + 1).block\(blocks).relu" }?.shape
    }
    #expect(ends == [[56, 56, 256], [28, 28, 512], [14, 14, 1_024], [7, 7, 2_048]])
  }

  @Test func `the stride of a bottleneck lies in its middle convolution`() throws {
    let model = ModelConfiguration(family: .resnet, depth: 50)
    let graph = try network(model, images: [64, 64, 3], classes: 10)
    let strides = (1...3).map { number in
      stride(of: "stage2.block1.conv\(number)", in: graph)
    }
    #expect(strides == [Pair(1), Pair(2), Pair(1)])
    #expect(stride(of: "stage2.block1.shortcut.conv", in: graph) == Pair(2))
  }

  @Test func `the stride of a basic block lies in its first convolution`() throws {
    let model = ModelConfiguration(family: .cifarResNet, depth: 8)
    let graph = try network(model, images: [32, 32, 3], classes: 10)
    let strides = (1...2).map { number in
      stride(of: "stage3.block1.conv\(number)", in: graph)
    }
    #expect(strides == [Pair(2), Pair(1)])
  }

  @Test func `a shortcut is projected only where the shape changes`() throws {
    let model = ModelConfiguration(family: .cifarResNet, depth: 14)
    let graph = try network(model, images: [32, 32, 3], classes: 10)
    let projected = graph.nodes.map(\.name).filter { $0.hasSuffix("shortcut.conv") }
    #expect(projected == ["stage2.block1.shortcut.conv", "stage3.block1.shortcut.conv"])
  }

  @Test func `the first stage of bottlenecks is projected without a stride`() throws {
    let model = ModelConfiguration(family: .resnet, depth: 50)
    let graph = try network(model, images: [64, 64, 3], classes: 10)
    #expect(stride(of: "stage1.block1.shortcut.conv", in: graph) == Pair(1))
  }

  private func stride(of name: String, in graph: Graph) -> Pair? {
    guard
      case .convolution(let operation) = graph.nodes.first(where: { $0.name == name })?.operation
    else { return nil }
    return operation.window.stride
  }
}

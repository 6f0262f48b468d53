import Architectures
import Configuration
import Graphs
import Kernels
import Tensors
import Testing

@Suite struct ResNet3DTests {
  /// A row of counts.
  struct Row: Sendable, CustomTestStringConvertible {
    var model: String
    var frames: Int
    var resolution: Int
    var cost: Cost
    var testDescription: String { "\(model) over \(frames) frames at \(resolution)" }
  }

  static func rows(_ name: String) throws -> [Row] {
    try GoldenTable(name, separator: ",").rows.map { row in
      Row(
        model: try row.text("model"), frames: try row.integer("frames"),
        resolution: try row.integer("resolution"),
        cost: Cost(
          parameters: try row.integer("params"),
          multiplyAdds: try row.integer("macs_conv_linear"),
          activations: try row.integer("acts_conv")))
    }
  }

  static func graph(_ row: Row) throws -> Graph {
    let entry = try Catalogue.entry(named: row.model)
    let clips = entry.images(resolution: row.resolution, frames: row.frames)
    return try network(entry.model, images: clips, classes: entry.classes)
  }

  @Test(arguments: try rows("models3d.csv"))
  func `networks for clips cost what torchvision's do`(in row: Row) throws {
    #expect(try Self.graph(row).cost == row.cost)
  }

  /// Squeeze and excitation counts as activations there too, being convolutions.
  @Test(arguments: try rows("inflated3d.csv"))
  func `3D ResNets cost what the released description does in PyTorch`(in row: Row) throws {
    #expect(try Self.graph(row).cost == row.cost)
  }

  @Test func `every network for clips is counted`() throws {
    let counted = try Set((Self.rows("models3d.csv") + Self.rows("inflated3d.csv")).map(\.model))
    #expect(Set(Catalogue.entries.filter { $0.frames != nil }.map(\.name)) == counted)
  }

  /// "R3D-RS, 10x3 views, 9.21 TFLOPs", published without a depth: as multiply-adds of all 30 views within 2% that of depth 200
  /// over 32 frames of 224 pixels, and of none of the other networks; not to its printed digits.
  @Test func `the published cost of thirty views is nearest to depth 200`() throws {
    let near = try Self.rows("inflated3d.csv").filter { row in
      let views = 30 * Double(try Self.graph(row).multiplyAdds)
      return abs(views / 9.21e12 - 1) < 0.02
    }
    #expect(near.map(\.testDescription) == ["r3d_rs_200 over 32 frames at 224"])
  }

  /// Frames that the first convolution of each block takes in, stage by stage.
  static func taken(_ graph: Graph) -> [[Int]] {
    (1...4).map { stage in
      graph.nodes.compactMap { node in
        guard case .convolution(let operation) = node.operation,
          node.name.hasPrefix("stage\(stage).block"), node.name.hasSuffix(".conv1")
        else { return nil }
        return operation.window.time?.kernel
      }
    }
  }

  @Test func `3D ResNet-50 takes in three frames in every other block`() throws {
    let entry = try Catalogue.entry(named: "r3d_50")
    let graph = try network(entry.model, images: entry.images(), classes: 400)
    #expect(
      Self.taken(graph) == [[3, 3, 3], [3, 1, 3, 1], [3, 1, 3, 1, 3, 1], [1, 3, 1]])
    #expect(graph.shape(of: "stem.conv") == [16, 112, 112, 64])
    #expect(graph.shape(of: "stem.pool") == [8, 56, 56, 64])
    #expect(graph.shape(of: "stage4.block3.add") == [8, 7, 7, 2_048])
  }

  @Test func `3D ResNet-RS takes in three frames in the last two stages`() throws {
    let entry = try Catalogue.entry(named: "r3d_rs_50")
    let graph = try network(entry.model, images: entry.images(), classes: 400)
    #expect(Self.taken(graph).map(Set.init) == [[1], [1], [3], [3]])
    #expect(graph.shape(of: "stem.conv3") == [16, 112, 112, 64])
    #expect(graph.shape(of: "stem.pool") == [16, 56, 56, 64])
    #expect(graph.shape(of: "stage4.block3.add") == [16, 7, 7, 2_048])
    #expect(graph.shape(of: "stage4.block1.se.reduce") == [512])
    let gates = graph.nodes.map(\.name).filter { $0.hasSuffix("gate.linear") }
    #expect(
      gates
        == ["stage1.block3", "stage2.block4", "stage3.block6", "stage4.block3"]
        .map { "\($0).gate.linear" })
  }

  @Test(arguments: zip([ModelVariant.r3d, .mc3, .r2plus1d], [2, 16, 2]))
  func `only blocks over frames halve them`(variant: ModelVariant, frames: Int) throws {
    let model = ModelConfiguration(family: .videoResNet, depth: 18, variant: variant)
    let graph = try network(model, images: [16, 32, 32, 3], classes: 10)
    #expect(graph.shape(of: "stage4.block2.add")?.extents == [frames, 2, 2, 512])
  }

  @Test func `the choices of residual networks are those of clips too`() throws {
    var model = ModelConfiguration(family: .resNet3D, blocksPerStage: [1, 1, 1, 1], width: 0.125)
    model.stem = .deep
    model.shortcut = .pooled
    model.squeezeRatio = 0.5
    model.zeroLastScale = true
    let graph = try network(model, images: [3, 17, 21, 3], classes: 10)
    #expect(graph.shape(of: "stem.conv3") == [2, 9, 11, 8])
    #expect(graph.shape(of: "stage2.block1.shortcut.pool") == [1, 3, 3, 32])
    #expect(graph.shape(of: "stage2.block1.shortcut.conv") == [1, 3, 3, 64])
    #expect(graph.shape(of: "stage2.block1.se.reduce") == [32])
    let last = try #require(graph.nodes.first { $0.name == "stage1.block1.norm3" })
    #expect(last.operation == .batchNorm(BatchNormOperation(initialScale: 0)))
  }

  @Test func `shortcuts that pool average the frames that a stride spans`() throws {
    var model = ModelConfiguration(family: .videoResNet, depth: 18, width: 0.125)
    model.shortcut = .pooled
    let graph = try network(model, images: [5, 9, 9, 3], classes: 10)
    #expect(graph.shape(of: "stage2.block1.shortcut.pool") == [3, 3, 3, 8])
    #expect(graph.shape(of: "stage4.block1.shortcut.pool") == [1, 1, 1, 32])
  }

  static func refusal(_ model: ModelConfiguration, _ images: Shape) -> ArchitectureError? {
    #expect(throws: ArchitectureError.self) { try network(model, images: images, classes: 10) }
  }

  @Test func `images for a network over clips are refused, and clips for one over images`() {
    let clips = Self.refusal(ModelConfiguration(family: .resNet3D, depth: 50), [32, 32, 3])
    #expect(
      clips?.description == """
        resnet_3d takes clips, frames x height x width x channels, found images of 32 x 32 x 3
        """)
    #expect(clips?.setting == "model.family")
    let images = Self.refusal(ModelConfiguration(family: .resnet, depth: 18), [8, 32, 32, 3])
    #expect(
      images?.description == """
        resnet takes images, height x width x channels, found clips of 8 x 32 x 32 x 3
        """)
  }

  @Test func `depths, variants and stems that there are not are refused`() {
    let deep = Self.refusal(ModelConfiguration(family: .videoResNet, depth: 50), [8, 32, 32, 3])
    #expect(
      deep?.description == """
        video_resnet has no published depth 50; there are 18, 34, or give model.blocks_per_stage
        """)
    let tiny = ModelConfiguration(family: .videoResNet, depth: 18, variant: .tiny)
    #expect(
      Self.refusal(tiny, [8, 32, 32, 3])?.description
        == "video_resnet has no variant tiny; there are r3d, mc3, r2plus1d")
    var stem = ModelConfiguration(family: .resNet3DRS, depth: 50)
    stem.stem = .deepStrided
    let refused = Self.refusal(stem, [8, 32, 32, 3])
    #expect(
      refused?.description == "resnet_3d_rs has the stems conv7 and deep, found deep_strided")
    #expect(refused?.setting == "model.stem")
  }
}

extension Graph {
  fileprivate func shape(of name: String) -> Shape? { nodes.first { $0.name == name }?.shape }
}

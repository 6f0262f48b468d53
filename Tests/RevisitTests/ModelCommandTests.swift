import Analysis
import Foundation
import Testing

/// The listing of a network.
@Suite(.timeLimit(.minutes(10))) struct ModelCommandTests {
  @Test func `the totals are the published ones, exactly`() throws {
    let ended = try model("resnet50", "--resolution", "224")
    let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(6) == [
        "resnet50 at 224 px, 1,000 classes",
        "25,557,032 parameters, 53,120 running statistics",
        "4,089,184,256 multiply-adds, 8.18 G FLOPs at two each",
        "11,113,984 activations of convolutions",
        "besides: 1,000 activations of linear layers",
        "",
      ])
    let total = try #require(lines.first { $0.hasPrefix("total ") })
    #expect(
      total.split(separator: " ").prefix(4)
        == ["total", "25,557,032", "4,089,184,256", "11,113,984"])
    #expect(ended.status == 0 && ended.errors.isEmpty)
  }

  @Test func `a network over clips is listed for its published number of frames`() throws {
    let ended = try model("r3d_50")
    #expect(ended.output.hasPrefix("r3d_50 at 32 frames of 224 px, 400 classes"))
    #expect(ended.output.contains("33,617,872"))
    #expect(ended.output.contains("49,626,841,088"))
    #expect(ended.output.contains(/conv +16x112x112x64/))
  }

  @Test func `frames are for networks over clips`() throws {
    let ended = try model("r3d_18", "--frames", "8", "--format", "json")
    #expect(ended.output.contains("\"multiply_adds\": 20348379136"))
    let refused = try model("resnet18", "--frames", "8")
    #expect(refused.errors.contains("--frames is for networks over clips; resnet18 takes images."))
    #expect(refused.status == 64)
  }

  @Test func `a block stands above its layers with its sums`() throws {
    let lines = try model("cifar_resnet20").output.split(separator: "\n")
    // 32 x 32 pixels; two 3x3 convolutions of 16 channels with a norm each: 2 * (2304 + 32) parameters. For the backward
    // pass the two outputs of convolutions stay and four vectors of each norm; the sum is made again.
    let place = try #require(lines.firstIndex { $0.hasPrefix("stage1.block1 ") })
    let words = lines[place].split(separator: " ").prefix(5)
    #expect(words == ["stage1.block1", "32x32x16", "4,672", "4,718,592", "32,768"])
    let layers = lines[(place + 1)...].prefix { $0.hasPrefix("  ") }
    #expect(
      layers.map { $0.split(separator: " ")[0] }
        == ["conv1", "norm1", "relu1", "conv2", "norm2", "add", "relu"])
  }

  @Test(arguments: ["resnet50", "resnetrs420", "efficientnet_b7", "regnety_320", "deit_tiny"])
  func `the listing fits a terminal of eighty columns`(name: String) throws {
    let lines = try model(name, "--batch", "1").output.split(separator: "\n")
    #expect(lines.count > 100)
    #expect(lines.filter { $0.count > 80 } == [])
  }

  @Test func `what published counts leave out stands in parentheses and outside the sums`() throws {
    let output = try model("deit_tiny_patch16_224").output
    #expect(
      output.contains(
        """
        besides: 178,831,872 multiply-adds of attention's products,
                 4,085,992 activations of linear layers
        """))
    let rows = output.split(separator: "\n").filter { $0.hasPrefix("  attention ") }
    #expect(rows.count == 12 && rows.allSatisfy { $0.contains("(14,902,656)") })
    let last = output.split(separator: "\n").first { $0.hasPrefix("in parentheses") }
    #expect(
      last?.split(separator: " ").dropFirst(2).map { $0 } == ["(178,831,872)", "(4,085,992)"])
  }

  @Test func `a batch tells the memory of a step`() throws {
    let ended = try model("cifar_resnet20", "--batch", "128")
    let text = try #require(ended.output.split(separator: "\n\n").last)
    #expect(text.contains(/training step, batch 128, one shard: ([\d.]+) MiB at its peak\n/))
    #expect(text.contains(/inference, batch 128: ([\d.]+) MiB at its peak\n/))
    #expect(ended.status == 0)
    #expect(
      ended.output.contains("kept: what a batch of 128 leaves in memory for the backward pass"))
    let picture = try model("cifar_resnet20", "--batch", "2", "--format", "dot").output
    #expect(picture.contains(/parameters, [\d.]+ MiB in a step with batch 2"/))
  }

  @Test func `csv has a row for each layer, whose sums are the totals`() throws {
    let ended = try model("seresnet50", "--resolution", "224", "--format", "csv")
    let table = try ObservationTable(csv: ended.output)
    #expect(table.columns.prefix(4) == ["name", "operation", "inputs", "shape"])
    func sum(_ column: String) throws -> Double {
      try table.numbers(column).compactMap(\.self).reduce(0, +)
    }
    // The row of models.csv.
    #expect(try sum("parameters") == 28_088_024)
    #expect(try sum("multiply_adds") == 4_091_699_200)
    #expect(try sum("activations") == 11_130_032)
    #expect(try sum("linear_activations") == 1_000)
    #expect(try table.values("name").last?.text == "head.linear")
    #expect(ended.errors.isEmpty)
  }

  @Test func `json is one object with totals, layers, and the memory of a batch`() throws {
    let ended = try model("efficientnet_b0", "--format", "json", "--batch", "2")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
    #expect(object["model"] as? String == "efficientnet_b0")
    let totals = ["resolution", "classes", "parameters", "multiply_adds", "activations"]
      .map { object[$0] as? Int }
    #expect(totals == [224, 1_000, 5_288_548, 385_814_752, 6_747_036])
    let layers = try #require(object["layers"] as? [[String: Any]])
    for key in ["parameters", "multiply_adds", "activations", "kept_bytes", "statistics"] {
      #expect(layers.compactMap { $0[key] as? Int }.reduce(0, +) == object[key] as? Int)
    }
    #expect(object["kept_images"] as? Int == 2)
    let first = try #require(layers.first)
    #expect(
      first["name"] as? String == "stem.conv" && first["operation"] as? String == "convolution")
    #expect(first["inputs"] as? [String] == ["input"])
    #expect(first["shape"] as? [Int] == [112, 112, 32] && first["stride"] as? [Int] == [2, 2])
    let memory = try #require(object["memory"] as? [String: Int])
    #expect(memory["batch"] == 2)
    #expect(
      memory["training_bytes"]
        == ["training_activation_bytes", "gradient_bytes"].compactMap { memory[$0] }.reduce(0, +)
        + 2 * (memory["parameter_bytes"] ?? 0))
  }

  @Test func `dot has a node for each layer, a cluster for each block, an edge for each input`()
    throws
  {
    let output = try model("cifar_resnet20", "--format", "dot").output
    #expect(output.hasPrefix("digraph \"cifar_resnet20\" {\n") && output.hasSuffix("\n}\n"))
    #expect(output.split(separator: "subgraph \"cluster_").count == 1 + 9)
    #expect(output.contains("\"stem.relu\" [label=\"stem.relu\\nrelu\\n32x32x16\"];"))
    #expect(output.contains("\"stage1.block1.add\" [label=\"add\\n32x32x16\"];"))
    #expect(
      output.contains(
        """
            "stage2.block1.conv1" [label="conv1\\nconvolution 3x3, stride 2x2\\n16x16x32"];
        """))
    #expect(output.contains("  \"stage1.block3.relu\" -> \"stage2.block1.shortcut.conv\";\n"))
    #expect(output.filter { $0 == "{" }.count == output.filter { $0 == "}" }.count)
  }

  @Test(arguments: ["ResNet-RS-50", "resnet_rs_50", "resnetrs50"])
  func `a name may be spelt as papers do`(name: String) throws {
    let ended = try model(name)
    #expect(ended.output.hasPrefix("resnetrs50 at 160 px, 1,000 classes\n35,691,912 parameters"))
    #expect(ended.errors.isEmpty)
  }

  @Test func `a tag of weights is noted apart from the listing`() throws {
    let ended = try model("resnet18.a1_in1k", "--format", "csv")
    #expect(
      ended.errors
        == "Note: 'a1_in1k' in 'resnet18.a1_in1k' names weights; the network is resnet18.\n")
    #expect(ended.output.hasPrefix("name,") && ended.status == 0)
  }

  @Test func `an unknown network names the nearest`() throws {
    let ended = try model("resnet51")
    #expect(
      ended.errors == """
        Error: unknown model 'resnet51'; did you mean 'resnet50', 'resnet18' or 'resnet34'?

        """)
    #expect(ended.status == 1)
  }

  @Test(
    arguments: zip(
      [
        ["--resolution", "0"], ["--resolution", "1000000"], ["--classes", "0"],
        ["--classes", "9223372036854775807"], ["--batch", "0"],
      ],
      [
        "--resolution is 0; expected a whole number from 4 to 1024.",
        "--resolution is 1000000; expected a whole number from 4 to 1024.",
        "--classes is 0; expected a whole number from 1 to 1000000.",
        "--classes is 9223372036854775807; expected a whole number from 1 to 1000000.",
        "--batch is 0; expected a whole number from 1 to 1000000.",
      ]))
  func `options that make no sense are errors of usage`(
    options: [String], message: String
  ) throws {
    let ended = try model(["resnet50"] + options)
    #expect(ended.status == 64)
    #expect(ended.errors.hasPrefix("Error: \(message)\nUsage: "))
  }

  private func model(_ arguments: String...) throws -> Ended { try model(arguments) }

  private func model(_ arguments: [String]) throws -> Ended {
    try Workplace.with { try $0.revisit(["model"] + arguments) }
  }
}

import Architectures
import Configuration
import Foundation
import Graphs
import Kernels
import Tensors
import TestSupport
import Testing

@testable import Weights

/// Checkpoints that timm and torchvision write, against what they compute; the environment variable `REVISIT_PYTHON` names a
/// Python that has both.
@Suite(.enabled(if: PyTorch.isPresent, "REVISIT_PYTHON names no Python with timm and torchvision"))
struct CheckpointTests {
  /// One of each family, with images of an odd extent where any will do.
  static let names = [
    "resnet18", "resnet50", "resnet50d", "seresnet50", "resnetrs50", "efficientnet_b0",
    "tf_efficientnet_b0", "regnetx_002", "regnety_002", "deit_tiny_patch16_224",
    "vit_small_patch16_224", "r3d_18", "mc3_18", "r2plus1d_18",
  ]

  /// Some fifty layers in single precision; 1.3e-6 was the most that was measured.
  @Test func `checkpoints with random weights load by name and give PyTorch's logits`() throws {
    try Scratch.with { scratch in
      let python = try PyTorch(scratch)
      for name in Self.names {
        let entry = try Catalogue.entry(named: name)
        let side = entry.model.family == .visionTransformer ? entry.resolution : 65
        let shape = entry.images(resolution: side, frames: entry.frames.map { _ in 5 })
        try python.writeCheckpoint(name, images: shape)
        let graph = try network(entry.model, images: shape, classes: entry.classes)
        let plan = try Plan(graph, batch: 2, purpose: .inference, engine: Engine())
        let network = NamedNetwork(title: name, model: entry.model, graph: graph)
        try WeightFile(opening: scratch.path("weights")).load(into: plan.parameters, of: network)
        plan.load(Tensor(try scratch.floats("images"), shape: Shape([2] + shape.extents)))
        plan.inferencePass()
        expectClose(
          plan.logits.elements, try scratch.floats("logits").doubles, ofLargest: 1e-5, "\(name)")
      }
    }
  }

  /// Depths of ResNet-RS that timm has no names for.
  private static let ours = ["resnetrs26", "resnetrs300", "resnetrs400"]

  @Test func `names and shapes of every network are PyTorch's`() throws {
    let entries = Catalogue.entries.filter { entry in
      switch entry.model.family {
      case .resNetRS: !Self.ours.contains(entry.name)
      case .cifarResNet, .resNet3D, .resNet3DRS: false
      case .resnet, .resNetD, .seResNet, .efficientNet, .tfEfficientNet, .regNetX, .regNetY,
        .visionTransformer, .videoResNet:
        true
      }
    }
    try Scratch.with { scratch in
      let python = try PyTorch(scratch)
      for entry in entries {
        try python.writeShapes(entry.name)
        let expected = try String(decoding: scratch.bytes("shapes"), as: UTF8.self)
        let graph = try network(entry.model, images: entry.images(), classes: entry.classes)
        let found = NamedNetwork(title: entry.name, model: entry.model, graph: graph).arrays.map {
          let extents = $0.shape.map(String.init).joined(separator: "x")
          return "\(timmName(of: $0.name, in: entry.model)) \(extents)"
        }
        let lines = Set(expected.split(separator: "\n").map(String.init))
        #expect(Set(found) == lines, "\(entry.name)")
        #expect(found.count == lines.count, "\(entry.name)")
      }
    }
  }
}

extension Scratch {
  fileprivate func floats(_ name: String) throws -> [Float] {
    let bytes = [UInt8](try bytes(name))
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
  }
}

/// A Python with timm and torchvision, in one process that answers line by line.
private struct PyTorch: ~Copyable {
  static var isPresent: Bool { OptionalPython.runs(imports) }

  /// A torchvision beside a torch for CPUs cannot load its operators; none is used here, but two must be declared.
  private static let imports = """
    import importlib.util, os, sys, zlib, torch
    folder = os.path.dirname(importlib.util.find_spec("torchvision").origin)
    try:
        for file in os.listdir(folder):
            if file.startswith("_C") and file.endswith(".so"):
                torch.ops.load_library(os.path.join(folder, file))
    except OSError:
        operators = torch.library.Library("torchvision", "DEF")
        operators.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        operators.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import safetensors.torch, timm, torchvision

    """

  /// Reads a folder, then lines: `shapes <name>`, or `checkpoint <name> <extents of an image, channels last>`.
  ///
  /// Norms, biases and running statistics get values that no network starts with.
  private static let program =
    imports + """
      torch.set_num_threads(1)
      folder = sys.argv[1]

      def model(name):
          videos = torchvision.models.video
          return getattr(videos, name)() if hasattr(videos, name) else timm.create_model(name)

      def arrays(model):
          return [(k, v) for k, v in model.state_dict().items() if "num_batches" not in k]

      def scatter(key, value):
          if key.endswith("running_var") or value.ndim == 1 and key.endswith("weight"):
              value.uniform_(0.5, 1.5)
          elif value.ndim == 1 or key in ("cls_token", "pos_embed"):
              value.normal_(0, 0.1)

      for line in sys.stdin:
          what, name, *extents = line.split()
          if what == "shapes":
              with torch.device("meta"):
                  found = arrays(model(name))
              with open(os.path.join(folder, "shapes"), "w") as file:
                  for key, value in found:
                      file.write(key + " " + "x".join(map(str, value.shape)) + "\\n")
          else:
              torch.manual_seed(zlib.crc32(name.encode()))
              network = model(name).eval()
              with torch.no_grad():
                  for key, value in arrays(network):
                      scatter(key, value)
                  images = torch.randn(2, *map(int, extents))
                  logits = network(images.movedim(-1, 1))
              safetensors.torch.save_file(network.state_dict(), os.path.join(folder, "weights"))
              images.numpy().tofile(os.path.join(folder, "images"))
              logits.numpy().tofile(os.path.join(folder, "logits"))
          print("done", flush=True)
      """

  private let process = Process()
  private let questions = Pipe()
  private let answers = Pipe()

  init(_ scratch: Scratch) throws {
    process.executableURL = URL(filePath: try #require(OptionalPython.executable))
    process.arguments = ["-W", "ignore", "-c", Self.program, scratch.path("")]
    process.standardInput = questions
    process.standardOutput = answers
    try process.run()
  }

  /// Writes `weights`, `images` and `logits` of two random images.
  func writeCheckpoint(_ name: String, images: Shape) throws {
    try ask((["checkpoint", name] + images.extents.map(String.init)).joined(separator: " "))
  }

  /// Writes `shapes`, a line an array.
  func writeShapes(_ name: String) throws { try ask("shapes \(name)") }

  /// An end of the answers instead of a line means that Python ended with an error, which it has printed.
  private func ask(_ question: String) throws {
    try questions.fileHandleForWriting.write(contentsOf: Data((question + "\n").utf8))
    let answer = try answers.fileHandleForReading.read(upToCount: 5)
    try #require(answer == Data("done\n".utf8), "\(question)")
  }

  deinit {
    try? questions.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}

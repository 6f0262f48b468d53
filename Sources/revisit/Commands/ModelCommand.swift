// Lists a network: layers, parameters, multiply-adds.

import Architectures
import ArgumentParser
import Configuration
import Graphs
import Tensors

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "List a network's layers with their shapes and costs.")

  @Argument(help: "The network's name, for example resnet50 or cifar_resnet20.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "Side of the square images, in pixels (default: the published one).", valueName: "px"))
  var resolution: Int?

  @Option(help: ArgumentHelp("Number of classes (default: the published one).", valueName: "n"))
  var classes: Int?

  @Option(
    help: ArgumentHelp(
      "Also tell the memory of a step and of inference with so many images.", valueName: "n"))
  var batch: Int?

  func validate() throws {
    // As for data.resolution in a study.
    let sides = Schema.setting(at: "data.resolution")?.kind ?? .integer(1...1_024)
    let counts = SettingKind.integer(1...1_000_000)
    let options = [
      ("--resolution", resolution, sides), ("--classes", classes, counts),
      ("--batch", batch, counts),
    ]
    for (option, value, kind) in options {
      guard let value, kind.accepted(.integer(value)) == nil else { continue }
      throw ValidationError("\(option) is \(value); expected \(kind.expectation).")
    }
  }

  func run() throws {
    let entry = try Catalogue.entry(named: name)
    let side = resolution ?? entry.resolution
    let graph = try network(
      entry.model, images: entry.images(resolution: side), classes: classes ?? entry.classes)
    print(ModelListing(graph, name: "\(entry.name) at \(side) px").text)
    if let batch { print(try "\n" + memoryText(graph, batch: batch)) }
  }
}

/// The memory of a training step and of inference, on one thread.
private func memoryText(_ graph: Graph, batch: Int) throws -> String {
  let training = try MemoryPlan(graph, batch: batch, isTraining: true)
  let inference = try MemoryPlan(graph, batch: batch, isTraining: false)
  let peak =
    training.arenaByteCount + 2 * training.parameterByteCount + training.gradientByteCount
  return """
    training step with batch \(batch), one shard: \(mebibytes(peak)) at its peak; \
    activations and their gradients \(mebibytes(training.arenaByteCount)), parameters, gradients \
    and momenta \(mebibytes(training.parameterByteCount)) each
    inference with batch \(batch): \
    \(mebibytes(inference.arenaByteCount + inference.parameterByteCount)) at its peak; \
    activations \(mebibytes(inference.arenaByteCount))
    """
}

private func mebibytes(_ bytes: Int) -> String {
  grouped(Int((Double(bytes) / 0x1p20).rounded())) + " MiB"
}

/// A network as lines of text, one a node that computes something.
struct ModelListing {
  let text: String

  init(_ graph: Graph, name: String) {
    let header = ["layer", "output", "parameters", "multiply-adds"]
    let rows = graph.nodes.dropFirst().map { node in
      [
        node.name, node.shape.extents.map(String.init).joined(separator: " x "),
        grouped(node.parameters.map(\.shape.count).reduce(0, +)), grouped(node.cost.multiplyAdds),
      ]
    }
    let total = ["total", "", grouped(graph.parameterCount), grouped(graph.multiplyAdds)]
    let lines = alignedColumns([header] + rows + [total], leftColumns: 2)
    text = """
      \(name): \(grouped(graph.parameterCount)) parameters, \
      \(grouped(graph.multiplyAdds)) multiply-adds, \
      \(grouped(graph.activations)) activations of convolutions

      \(lines.joined(separator: "\n"))
      """
  }
}

/// A whole number in groups of three digits, for example 25,557,032.
func grouped(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var groups: [String] = []
  while digits.count > 3 {
    groups.insert(String(digits.suffix(3)), at: 0)
    digits.removeLast(3)
  }
  return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
}

/// Rows of text as lines with aligned columns; the first `leftColumns` are flush left, the rest right.
func alignedColumns(_ rows: [[String]], leftColumns: Int) -> [String] {
  let count = rows.map(\.count).max() ?? 0
  let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    let cells = row.enumerated().map { column, cell in
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      return column < leftColumns ? cell + padding : padding + cell
    }
    return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }
}

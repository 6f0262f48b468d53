// The listing for people: totals first, then blocks with their layers.

import Foundation
import Graphs

extension NetworkListing {
  /// Totals, a table with one line a layer under one line a block, and the memory of a batch where asked for.
  var table: String {
    let lines = alignedColumns([Self.header] + rows + totalRows, leftColumns: 2)
    return ([summary, lines.joined(separator: "\n")] + notes).joined(separator: "\n\n")
  }

  private static let header = [
    "layer", "output", "parameters", "multiply-adds", "activations", "kept",
  ]

  private var summary: String {
    let besides = [
      graph.attentionMultiplyAdds > 0
        ? "\(grouped(graph.attentionMultiplyAdds)) multiply-adds of attention's products" : nil,
      "\(grouped(graph.linearActivations)) activations of linear layers",
    ]
    return """
      \(name) at \(extent), \(grouped(classes)) classes
      \(grouped(graph.parameterCount)) parameters, \
      \(grouped(graph.statisticCount)) running statistics
      \(grouped(graph.multiplyAdds)) multiply-adds, \
      \(scaledText(Double(2 * graph.multiplyAdds))) FLOPs at two each
      \(grouped(graph.activations)) activations of convolutions
      besides: \(besides.compactMap(\.self).joined(separator: ",\n         "))
      """
  }

  /// A line for each layer, those of a block under one with the block's sums.
  private var rows: [[String]] {
    layers.indices.flatMap { index -> [[String]] in
      let layer = layers[index]
      let own = [(layer.block == nil ? "" : "  ") + layer.shortName] + layer.cells
      let isFirst = index == 0 || layers[index - 1].block != layer.block
      guard let block = layer.block, isFirst else { return [own] }
      return [[block] + blockCells(layers[index...].prefix { $0.block == block }), own]
    }
  }

  private func blockCells(_ layers: ArraySlice<ListedLayer>) -> [String] {
    func sum(_ part: (ListedLayer) -> Int) -> Int { layers.map(part).reduce(0, +) }
    let counts = [sum(\.parameters), sum(\.cost.multiplyAdds), sum(\.cost.activations)]
    return [layers.last?.shapeText ?? ""] + counts.map { $0 == 0 ? "" : grouped($0) }
      + [bytesText(sum(\.keptByteCount))]
  }

  private var totalRows: [[String]] {
    [
      [
        "total", "", grouped(graph.parameterCount), grouped(graph.multiplyAdds),
        grouped(graph.activations), bytesText(keptByteCount),
      ],
      [
        "in parentheses", "", "", inParentheses(graph.attentionMultiplyAdds),
        inParentheses(graph.linearActivations), "",
      ],
    ]
  }

  private var notes: [String] {
    [
      """
      kept: what a batch of \(batch) leaves in memory for the backward pass. All else is of
      one image.
      In parentheses, outside the sums as in published counts: multiply-adds of
      attention's products, activations of linear layers.
      """, memory?.text,
    ].compactMap(\.self)
  }
}

extension ListedLayer {
  /// Everything but the name; empty for 0.
  fileprivate var cells: [String] {
    [
      shapeText, counted(parameters), counted(cost.multiplyAdds, or: cost.attentionMultiplyAdds),
      counted(cost.activations, or: cost.linearActivations),
      keptByteCount == 0 ? "" : bytesText(keptByteCount),
    ]
  }

  /// A number, or one that the totals leave out.
  private func counted(_ number: Int, or aside: Int = 0) -> String {
    number == 0 ? inParentheses(aside) : grouped(number)
  }
}

extension ListedMemory {
  fileprivate var text: String {
    """
    training step, batch \(batch), one shard: \(bytesText(training.peakByteCount)) at its peak
      activations and their gradients: \(bytesText(training.arenaByteCount))
      parameters, gradients and momenta: \(bytesText(training.parameterByteCount)) each
    inference, batch \(batch): \(bytesText(inference.peakByteCount)) at its peak
      activations: \(bytesText(inference.arenaByteCount))
    """
  }
}

private func inParentheses(_ number: Int) -> String { number == 0 ? "" : "(\(grouped(number)))" }

/// Bytes for people, with three digits: 96 B, 3.06 KiB, 784 KiB, 11.5 MiB, 1.83 GiB.
func bytesText(_ bytes: Int) -> String {
  let units = ["B", "KiB", "MiB", "GiB", "TiB"]
  var (value, unit) = (Double(bytes), 0)
  while value >= 999.5, unit < units.count - 1 { (value, unit) = (value / 1_024, unit + 1) }
  let decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return String(format: "%.\(decimals)f", value) + " " + units[unit]
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

/// Rows of text as lines with aligned columns; the first `leftColumns` are flush left, the rest right, the last as asked.
func alignedColumns(
  _ rows: [[String]], leftColumns: Int, isLastLeft: Bool = false
) -> [String] {
  let count = rows.map(\.count).max() ?? 0
  let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    let cells = row.enumerated().map { column, cell in
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      let isLeft = column < leftColumns || isLastLeft && column == count - 1
      return isLeft ? cell + padding : padding + cell
    }
    return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }
}

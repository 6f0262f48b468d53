// The listing for spreadsheets: one row a layer.

import Analysis
import Graphs
import Kernels

extension NetworkListing {
  /// A header and one row a layer, with exact numbers; sums are left to the reader.
  var csv: String { ([Self.csvHeader] + layers.map(\.csvFields)).map(CSV.line).joined() }

  private static let csvHeader = [
    "name", "operation", "inputs", "shape", "kernel", "stride", "groups", "parameters",
    "statistics", "multiply_adds", "attention_multiply_adds", "activations",
    "linear_activations", "kept_bytes",
  ].map { CSVField($0) }
}

extension ListedLayer {
  fileprivate var csvFields: [CSVField] {
    let kernel = window.map { extentsText($0.axes.map(\.kernel)) } ?? ""
    let stride = window.map { extentsText($0.axes.map(\.stride)) } ?? ""
    let numbers = [
      parameters, statistics, cost.multiplyAdds, cost.attentionMultiplyAdds, cost.activations,
      cost.linearActivations, keptByteCount,
    ]
    let words = [
      name, operation, inputs.joined(separator: " "), shapeText, kernel, stride,
      groups.map(String.init) ?? "",
    ]
    return (words + numbers.map(String.init)).map { CSVField($0) }
  }
}

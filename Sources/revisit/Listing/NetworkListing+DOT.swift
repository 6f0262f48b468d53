// The listing as a picture: a digraph in the language of Graphviz.

import Graphs
import Kernels
import Tensors

extension NetworkListing {
  /// A digraph with one node a layer, blocks as clusters; `dot -Tsvg` draws it.
  var dot: String {
    let images = extentsText(graph.inputShape.extents)
    let step = memory.map {
      ", \(bytesText($0.training.peakByteCount)) in a step with batch \($0.batch)"
    }
    let title =
      "\(name) at \(extent), \(grouped(graph.parameterCount)) parameters\(step ?? "")"
    return """
      digraph \(quoted(name)) {
        graph [label=\(quoted(title)), labelloc=t, fontname="Helvetica"];
        node [shape=box, style=filled, fillcolor=white, fontname="Helvetica", fontsize=11];
        \(quoted("input")) [label=\(quoted("input\n\(images)"))];
      \(clusters.joined(separator: "\n"))
      \(edges.joined(separator: "\n"))
      }
      """
  }

  /// The nodes, those of a block within a cluster.
  private var clusters: [String] {
    layers.indices.flatMap { index -> [String] in
      let layer = layers[index]
      guard let block = layer.block else { return ["  " + layer.dotNode] }
      let isFirst = layers[..<index].last?.block != block
      let isLast = layers[(index + 1)...].first?.block != block
      let opening = """
          subgraph \(quoted("cluster_\(block)")) {
            graph [label=\(quoted(block)), labeljust=l, style="rounded,filled", color=gray, fillcolor=gray95];
        """
      return (isFirst ? [opening] : []) + ["    " + layer.dotNode] + (isLast ? ["  }"] : [])
    }
  }

  private var edges: [String] {
    layers.flatMap { layer in
      layer.inputs.map { "  \(quoted($0)) -> \(quoted(layer.name));" }
    }
  }
}

extension ListedLayer {
  fileprivate var dotNode: String {
    let lines = [shortName, dotDetails == shortName ? nil : dotDetails, shapeText]
    return
      "\(quoted(name)) [label=\(quoted(lines.compactMap(\.self).joined(separator: "\n")))];"
  }

  /// The operation, with window, stride and groups where they say something.
  private var dotDetails: String {
    let word = operation.replacing("_", with: " ")
    guard let window else { return word }
    let (kernel, strides) = (window.axes.map(\.kernel), window.axes.map(\.stride))
    let stride = strides.allSatisfy { $0 == 1 } ? nil : ", stride \(extentsText(strides))"
    let groups = groups.flatMap { $0 == 1 ? nil : ", \($0) groups" }
    return "\(word) \(extentsText(kernel))\(stride ?? "")\(groups ?? "")"
  }
}

/// A quoted string of the language, in which a line feed is written as backslash and n.
private func quoted(_ text: String) -> String {
  let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    .replacing("\n", with: "\\n")
  return "\"\(escaped)\""
}

// Jupyter notebooks with their outputs in them.

import Foundation

/// A notebook in nbformat 4.5; the same content gives the same bytes.
///
/// - Source: The Jupyter Notebook Format, nbformat 4.5, https://nbformat.readthedocs.io.
public struct Notebook: Hashable, Sendable {
  /// The cells, from top to bottom.
  public var cells: [NotebookCell]

  /// A notebook of some cells.
  public init(_ cells: [NotebookCell]) { self.cells = cells }

  /// The notebook as JSON.
  ///
  /// - Throws: An encoding error; text alone causes none.
  public func json() throws -> String {
    var count = 0
    let cells = cells.enumerated().map { place, cell -> NotebookJSON.Cell in
      if case .code = cell { count += 1 }
      return NotebookJSON.Cell(cell, id: "cell-\(place + 1)", executionCount: count)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(NotebookJSON(cells: cells))
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

/// A cell of a notebook.
public enum NotebookCell: Hashable, Sendable {
  /// Markdown.
  case text(String)
  /// Python, with what it shows when it is run.
  case code(String, [NotebookOutput])
}

/// What a code cell shows.
public enum NotebookOutput: Hashable, Sendable {
  /// What it prints.
  case printed(String)
  /// A picture, as SVG.
  case picture(String)
}

/// The notebook in the words of the format.
private struct NotebookJSON: Encodable {
  struct Kernel: Encodable {
    let display_name = "Python 3"
    let language = "python"
    let name = "python3"
  }
  struct Metadata: Encodable {
    let kernelspec = Kernel()
    let language_info = ["name": "python"]
  }
  struct Output: Encodable {
    var output_type: String
    var name: String?
    var text: [String]?
    var data: [String: [String]]?
    var metadata: [String: String]?

    init(_ output: NotebookOutput) {
      switch output {
      case .printed(let text):
        (output_type, name, self.text) = ("stream", "stdout", lines(of: text))
      case .picture(let svg):
        output_type = "display_data"
        data = [
          "image/svg+xml": lines(of: svg), "text/plain": ["<IPython.core.display.SVG object>"],
        ]
        metadata = [:]
      }
    }
  }
  struct Cell: Encodable {
    var cell_type: String
    var id: String
    var metadata: [String: String] = [:]
    var source: [String]
    var execution_count: Int?
    var outputs: [Output]?

    init(_ cell: NotebookCell, id: String, executionCount: Int) {
      self.id = id
      switch cell {
      case .text(let text): (cell_type, source) = ("markdown", lines(of: text))
      case .code(let code, let shown):
        (cell_type, source) = ("code", lines(of: code))
        (execution_count, outputs) = (executionCount, shown.map(Output.init))
      }
    }
  }

  let cells: [Cell]
  let metadata = Metadata()
  let nbformat = 4
  let nbformat_minor = 5
}

/// The lines of a text, each with its line break, as the format wants them.
private func lines(of text: String) -> [String] {
  let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  return parts.dropLast().map { $0 + "\n" } + parts.suffix(1).filter { !$0.isEmpty }
}

// A figure inside a page: its SVG becomes part of the document, so that nothing has to be loaded.

/// A drawn figure with its caption.
public struct PageFigure: Hashable, Sendable {
  /// File stem.
  public var name: String
  /// What it shows, in a sentence.
  public var caption: String
  /// The picture, a document of SVG.
  public var svg: String

  /// A figure from its parts.
  public init(name: String, caption: String, svg: String) {
    self.name = name
    self.caption = caption
    self.svg = svg
  }

  func html(id: String) -> String {
    let scrolling =
      isWide ? " tabindex=\"0\" role=\"region\" aria-labelledby=\"\(id)-caption\"" : ""
    return """
      <figure id="\(id)"\(isWide ? " class=\"wide\"" : "")>
      <div class="plate"\(scrolling)>
      \(inlined(id: id))
      </div>
      <figcaption id="\(id)-caption">\(htmlEscaped(caption))</figcaption>
      </figure>
      """
  }

  /// Whether it was drawn for the width of a page rather than of a column, 480 units.
  private var isWide: Bool {
    let width = svg.firstMatch(of: /viewBox="0 0 ([0-9.]+)/).flatMap { Double($0.1) }
    return (width ?? 0) > 700
  }

  /// The picture as an element: without the head of a file, as wide as there is room, each of its names its own.
  private func inlined(id: String) -> String {
    let element = svg.firstRange(of: "<svg").map { svg[$0.lowerBound...] } ?? svg[...]
    var result = ""
    var skipped: Substring?
    for piece in element.split(separator: "<") {
      let end = piece.firstIndex(of: ">") ?? piece.endIndex
      let tag = piece[..<end]
      let name = tag.prefix { $0.isLetter || $0 == "/" }
      if let waited = skipped {
        if name == "/" + waited {
          skipped = nil
          result += piece[end...].dropFirst()
        }
        continue
      }
      if name == "title" || name == "desc" || name == "metadata" {
        // What the drawing program says of itself and of its parts would pop up under the pointer.
        if !tag.hasSuffix("/") { skipped = name }
        continue
      }
      result += "<" + (name == "svg" ? root(tag, id) : Self.prefixed(tag, id)) + piece[end...]
    }
    return result.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
      .joined(separator: "\n")
  }

  /// The tag of the root, which takes its width from the page and its name from the caption.
  private func root(_ tag: Substring, _ id: String) -> String {
    var attributes = Self.attributes(String(tag.dropFirst("svg".count)))
    attributes.removeAll { ["width", "height", "xmlns:xlink", "version"].contains($0.name) }
    let kept = attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
    return "svg\(kept) role=\"img\" aria-labelledby=\"\(id)-caption\""
  }

  private static func attributes(_ text: String) -> [(name: String, value: String)] {
    text.matches(of: /([A-Za-z:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/).map { match in
      (String(match.1), String(match.2 ?? match.3 ?? ""))
    }
  }

  /// A tag whose own names, and those that it mentions, begin with the figure's.
  private static func prefixed(_ tag: Substring, _ id: String) -> String {
    var text = String(tag)
    for quote in ["'", "\""] {
      text = text.replacing(" id=\(quote)", with: " id=\(quote)\(id)-")
      text = text.replacing("href=\(quote)#", with: "href=\(quote)#\(id)-")
    }
    return text.replacing("url(#", with: "url(#\(id)-")
  }
}

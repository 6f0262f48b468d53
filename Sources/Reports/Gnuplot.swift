// Runs gnuplot, and writes text so that it means nothing to it.

public import Foundation

/// The plotting program.
public struct Gnuplot: Sendable {
  /// Its name or path.
  public var executable: String

  /// The program under its usual name.
  public init(executable: String = "gnuplot") { self.executable = executable }

  /// Draws figures into a folder: for each its script (`.gp`), `.svg` and `.pdf`, and `figures.tex`, which shows all.
  ///
  /// The same figure gives the same bytes.
  ///
  /// - Throws: `ReportError` where gnuplot is not installed or refuses the script; the file system's errors.
  public func draw(_ figures: [Figure], into folder: URL) throws {
    if figures.isEmpty { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for figure in figures {
      let script = folder.appending(path: "\(figure.name).gp")
      try Data(figure.gnuplotScript.utf8).write(to: script)
      try run(script, in: folder)
      try Self.undate(folder.appending(path: "\(figure.name).pdf"))
    }
    try Data(LaTeX.document(figures).utf8).write(to: folder.appending(path: "figures.tex"))
  }

  /// Gives a PDF a fixed date of creation, digit for digit, so that no offset in it moves.
  static func undate(_ file: URL) throws {
    var content = try Data(contentsOf: file)
    guard let key = content.range(of: Data("/CreationDate (D:".utf8)) else { return }
    let digits = key.upperBound..<min(key.upperBound + 14, content.endIndex)
    content.replaceSubrange(digits, with: Data("19700101000000".utf8).prefix(digits.count))
    try content.write(to: file)
  }

  private func run(_ script: URL, in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [executable, script.lastPathComponent]
    process.currentDirectoryURL = folder
    // Newer versions of Cairo take the date that they write into a PDF from here.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8"]) { $1 }
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(
      decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try check(process.terminationStatus, text, script)
  }

  private func check(_ status: Int32, _ messages: String, _ script: URL) throws {
    switch status {
    case 0: return
    case 127:  // What `env` answers where there is no such program.
      throw ReportError(
        "figures are drawn by gnuplot, and '\(executable)' was not found; "
          + "install it (Debian: apt-get install gnuplot-nox) or report without figures")
    default:
      throw ReportError(
        "gnuplot refused \(script.lastPathComponent) (status \(status)): "
          + messages.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
  }

  /// A text in single quotes, in which gnuplot reads nothing but doubled quotes.
  static func quoted(_ text: String) -> String {
    "'" + escaped(text) { $0 == "'" ? "''" : $0.isNewline ? " " : nil } + "'"
  }

  /// A text for a comment.
  static func commented(_ text: String) -> String { oneLine(text) }
}

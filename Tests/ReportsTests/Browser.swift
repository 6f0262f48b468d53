// A browser that tests use where there is one.

import Foundation

/// Chromium, as the search path has it.
enum Browser {
  private static let names = ["chromium", "chromium-browser", "google-chrome"]

  /// Its path; nil where there is none.
  static let executable: URL? = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map { URL(filePath: String($0)) }
    let candidates = names.flatMap { name in folders.map { $0.appending(path: name) } }
    return candidates.first {
      FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false))
    }
  }()

  /// What a page has become after its scripts have run.
  ///
  /// - Parameters:
  ///   - html: The page.
  ///   - fragment: What follows `#` in its address.
  ///   - width: The width of the window in pixels.
  /// - Returns: The document as HTML.
  /// - Throws: What keeps the browser from being started, or the file system's errors.
  static func document(of html: String, fragment: String = "", width: Int = 1280) throws -> String {
    var document = ""
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "page.html")
      try Data(html.utf8).write(to: file)
      let process = Process()
      let output = Pipe()
      process.executableURL = executable
      process.arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--user-data-dir=\(folder.path(percentEncoded: false))/profile",
        "--window-size=\(width),900", "--virtual-time-budget=1000", "--dump-dom",
        "file://\(file.path(percentEncoded: false))#\(fragment)",
      ]
      process.standardInput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      process.standardOutput = output
      try process.run()
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      document = String(decoding: text, as: UTF8.self)
    }
    return document
  }
}

// Where the published values are.

import ArgumentParser
import Foundation
import References

struct ReferenceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of published values (default: paper-tables/reference here, above, or above the program).",
      valueName: "folder"))
  var reference: String?

  /// The folder that was asked for or found.
  func folder() throws -> URL { try Self.found(asked: reference) }

  /// The folder of published values: that which was asked for, or one that lies here or above.
  static func found(asked: String? = nil) throws -> URL {
    let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return try ReferenceFolder.find(
      asked: asked, upwardsFrom: [here, program.deletingLastPathComponent()])
  }
}

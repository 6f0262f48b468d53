// The version of the program and of the libraries that its numbers depend on.

import Datasets
import HDF5
import Kernels
import Records

/// What `revisit --version` tells.
enum ProgramVersion {
  /// The next release; CHANGELOG.md has what is in it.
  static let number = "0.1.0"

  /// The version, the commit, and a line a library.
  static var text: String {
    let libraries = [
      ("oneDNN", "\(Engine.libraryVersion), \(Engine.instructionSet)"),
      ("HDF5", HDF5File.libraryVersion), ("zlib", CompressionLibraries.zlib),
      ("liblzma", CompressionLibraries.lzma),
    ]
    let lines = libraries.map { "\($0) \($1)" }
    return (["revisit \(number), commit \(CodeVersion.current().text)"] + lines)
      .joined(separator: "\n")
  }
}

// What stands at a path.

import Foundation

/// What stands at a path, links followed.
enum PathContent {
  case nothing, folder, file

  init(_ path: String) {
    let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    switch attributes?[.type] as? FileAttributeType {
    case nil: self = .nothing
    case .typeDirectory?: self = .folder
    default: self = .file
    }
  }
}

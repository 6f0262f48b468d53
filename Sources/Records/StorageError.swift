// What is wrong with the results folder, in words for the person who has to mend it.

package import Foundation

/// A file or folder of the results store that could not be read or written.
public struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// What was found, what was expected, how to mend it.
  public let problem: String
  /// What the system called it.
  let code: POSIXErrorCode?

  /// The path and the problem.
  public var description: String { "\(path): \(problem)" }

  init(_ url: URL, _ problem: String, code: POSIXErrorCode? = nil) {
    path = url.path(percentEncoded: false)
    self.problem = problem
    self.code = code
  }

  /// Puts an error of the system into words.
  init(_ url: URL, _ error: any Error) {
    let code = Self.systemCode(error)
    self.init(url, Self.problem(code) ?? "\(error)", code: code)
  }

  /// Whether a file or folder went while it was used; a file server that no longer knows it says so in a word of its own.
  var isGone: Bool { [.ENOENT, .ESTALE].contains(code) }

  /// Whether a folder could not be removed because something was put into it, or because another writer removes it too: Linux' NFS
  /// client then says that it is not permitted.
  var isInUse: Bool { [.ENOTEMPTY, .EEXIST, .EBUSY, .EPERM, .EACCES].contains(code) }

  private static func problem(_ code: POSIXErrorCode?) -> String? {
    switch code {
    case .ENOSPC, .EDQUOT:
      "the disk is full; nothing unfinished was acknowledged: free space and give the same "
        + "command again"
    case .EACCES, .EPERM, .EROFS:
      "cannot be written or read; check its permissions or choose another results folder"
    case .ENOTDIR:
      "a part of this path is a file; expected folders: move it away or choose another "
        + "results folder"
    case .EMLINK, .EOPNOTSUPP:
      "is on a file system without hard links, by which runs are claimed; choose another results "
        + "folder"
    case .EEXIST, .ENOTEMPTY: "exists already; results are never overwritten: move it away"
    case .ENOENT: "does not exist"
    case .EIO: "the disk reports an error; check it and choose another results folder"
    default: nil
    }
  }

  static func systemCode(_ error: any Error) -> POSIXErrorCode? {
    let system = ((error as? CocoaError)?.underlying ?? error) as NSError
    guard system.domain == NSPOSIXErrorDomain else { return nil }
    return POSIXErrorCode(rawValue: Int32(system.code))
  }
}

/// Runs `body` and puts what the system throws into words about `url`.
package func storing<Value>(_ url: URL, _ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as StorageError {
    throw error
  } catch {
    throw StorageError(url, error)
  }
}

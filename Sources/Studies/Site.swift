// Where studies run: what belongs to a machine and not to a study.

import Configuration
import Documents
import Foundation

/// The settings of a machine, read from a `site.yaml`; none of them enters the identity of a run.
public struct Site: Hashable, Sendable {
  /// The folder that holds data sets.
  public let data: String?
  /// Worker processes at a time.
  public let jobs: Int?
  /// Threads of a run.
  public let threads: Int?

  /// A machine of which nothing is said.
  public init() { (data, jobs, threads) = (nil, nil, nil) }

  /// Reads a site file; a relative folder in it is one beside the file.
  ///
  /// - Throws: `DocumentErrors`, everything wrong with the file at once.
  public init(file: String) throws {
    do {
      let root = try SourceParser.parse(SourceText(SourceText.bytes(ofFile: file)))
      var reader = StudyReader()
      let fields = reader.fields(of: root, in: "", known: ["data", "jobs", "threads"])
      let folder = fields["data"].flatMap { reader.text($0, "data") }
      jobs = fields["jobs"].flatMap { reader.integer($0, "jobs", in: 1...1_024) }
      threads = fields["threads"].flatMap { reader.integer($0, "threads", in: 1...1_024) }
      data = folder.map { folder in
        URL(filePath: folder, relativeTo: URL(filePath: file)).path(percentEncoded: false)
      }
      guard reader.problems.isEmpty else { throw SourceErrors(reader.problems) }
    } catch let errors as SourceErrors {
      throw DocumentErrors(file: file, errors.errors)
    }
  }
}

// All files of a source, checked on all cores.

import Datasets
import Foundation
import Synchronization

/// What is known of the files of a source, by their paths.
struct CheckedFiles {
  let files: [String: CheckedFile]
  /// How the check ended.
  let progress: PreparationProgress

  /// Checks the files of a listing that the journal does not know as they are now.
  init(
    _ listing: SourceListing, _ journal: PreparationJournal?, threads: Int,
    _ report: @escaping @Sendable (PreparationProgress) throws -> Void
  ) throws {
    let paths = listing.samples.flatMap(\.sample.files)
    let reader = FileReader(root: listing.root)
    let known = journal?.files ?? [:]
    let open = paths.filter { path in
      known[path].map { $0.state != FileState(path: "\(listing.root)/\(path)") } ?? true
    }
    let clock = ContinuousClock()
    let start = clock.now
    let resumed = paths.count - open.count
    let isBroken = { (path: String) in known[path]?.problem != nil }
    let brokenBefore = paths.count(where: isBroken) - open.count(where: isBroken)
    let state = Mutex(
      (
        files: known,
        progress: PreparationProgress(
          phase: .checking, done: resumed, total: paths.count, resumed: resumed,
          broken: brokenBefore)
      ))
    defer { try? journal?.flush() }
    try decodeConcurrently(count: open.count, threads: threads) { place, decoder in
      let file = reader.check(open[place], using: &decoder)
      try journal?.add(file)
      try state.withLock { state in
        state.files[file.path] = file
        state.progress.done += 1
        state.progress.broken += file.problem == nil ? 0 : 1
        state.progress.seconds = (clock.now - start) / .seconds(1)
        try report(state.progress)
      }
    }
    (files, progress) = state.withLock { $0 }
  }
}

// The names of all writes that a crash or a full disk can come between.
//
// Each write, sync, rename and removal of the store passes by one of these, in the order in which a
// study meets them first. Tests and `revisit selftest` stop, kill or fail the store at each.

/// A place in the store before which everything may end.
public enum StoreBoundary: String, Hashable, Sendable, CaseIterable {
  /// The folder of a study and those in it.
  case studyFolder = "study folder"
  /// The journal of a store of version 1 gets its new place.
  case firstFolder = "version 1 folder"
  case firstName = "version 1 name"
  case firstSync = "version 1 sync"
  case firstLease = "version 1 lease"
  /// The file that tells the version of the store.
  case formatDraft = "format draft"
  case formatSync = "format sync"
  case formatName = "format name"
  case formatFolderSync = "format folder sync"
  case writerFolders = "writer folders"
  /// A writer makes itself known.
  case writerDraft = "writer draft"
  case writerName = "writer name"
  /// What a writer that ended left behind its last whole record.
  case tailCut = "tail cut"
  /// A run is claimed.
  case claimFolder = "claim folder"
  case claimDraft = "claim draft"
  case claimLink = "claim link"
  case attemptFolder = "attempt folder"
  /// A result is acknowledged.
  case resultSync = "result sync"
  case resultFolderSync = "result folder sync"
  case resultName = "result name"
  case runsFolderSync = "runs folder sync"
  case journalDraft = "journal draft"
  case journalSync = "journal sync"
  case journalName = "journal name"
  case journalFolderSync = "journal folder sync"
  case recordWrite = "record write"
  case recordSync = "record sync"
  /// What an acknowledged result no longer needs is removed.
  case checkpointRemoval = "checkpoint removal"
  case claimRemoval = "claim removal"
  /// A run is given back without a result.
  case claimRelease = "claim release"
}

// The reader of study files: what every file's reader can, and the parts of a study (`StudyReader+*.swift`).

import Documents

/// Reads a study file's tree.
typealias StudyReader = DocumentReader

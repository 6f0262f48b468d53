import Foundation
import Randomness
import Studies
import Testing

/// Files that are no studies: each expands or gives errors with positions, soon and in little memory.
@Suite(.timeLimit(.minutes(5))) struct MalformedStudiesTests {
  static let goodFiles = [
    "quickstart", "cifar10-depth-or-width", "cifar10-trainer-check", "cifar10-additive",
    "cifar10-rsb-a2", "cifar10-scaling-rules", "paper/rs-figure3", "paper/torchvision-additive",
    "paper/rsb-a1-a2-a3", "recipes/resnet-rs", "recipes/deit",
  ]

  /// A second; unoptimised programs are several times slower, and their processor time grows with what else the machine does.
  #if DEBUG
    private static let mostMilliseconds = 3_000
  #else
    private static let mostMilliseconds = 1_000
  #endif

  @Test func `two thousand malformed files are read or reported, each in a second and 500 MB`()
    throws
  {
    try withCorpus { corpus in
      for number in 0..<2_100 { try corpus.addDamaged(number) }
      for (name, bytes) in NastyFiles.all { try corpus.add(bytes, name) }
      let results = try corpus.results()
      #expect(results.count == corpus.files.count && corpus.files.count >= 2_100)
      #expect(results.filter { $0.outcome.hasPrefix("bad") }.map(\.line) == [])
      #expect(results.filter { $0.milliseconds > Self.mostMilliseconds }.map(\.line) == [])
      #expect(results.filter { $0.peakMebibytes > 476 }.map(\.line) == [])
      // Neither are all damaged files fine, nor do all fail alike.
      #expect(results.count { $0.outcome.hasPrefix("errors") } > results.count / 2)
      #expect(results.count { $0.outcome.hasPrefix("points") } > 20)
      let names = Set(NastyFiles.all.map(\.name))
      let fine = results.filter { $0.outcome.hasPrefix("points") }.map(\.name)
      #expect(fine.filter(names.contains) == NastyFiles.meaningful)
    }
  }

  private func withCorpus(_ body: (inout Corpus) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var corpus = Corpus(folder: folder)
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "recipes"),
      withDestinationURL: StudyFilesTests.root.appending(path: "studies/recipes"))
    try body(&corpus)
  }
}

/// Files in a folder, and what the reader makes of them.
private struct Corpus {
  let folder: URL
  private(set) var files: [String] = []

  init(folder: URL) { self.folder = folder }

  mutating func add(_ bytes: Data, _ name: String) throws {
    let file = folder.appending(path: "\(name).yaml")
    try bytes.write(to: file)
    files.append(file.path)
  }

  /// Adds a damaged file by number; every tenth is extended by a good one.
  mutating func addDamaged(_ number: Int) throws {
    let names = MalformedStudiesTests.goodFiles
    let text = try #require(StudyFilesTests.bytes(names[number % names.count]))
    let other = try #require(StudyFilesTests.bytes(names[(number * 7 + 3) % names.count]))
    var stream = RandomStream(seed: Seed(root: 6), purpose: .order, index: number)
    var damage = Damage(text, other: other)
    for _ in 0...stream.nextInteger(below: 3) { damage.apply(&stream) }
    guard number % 10 == 9 else { return try add(damage.bytes, "m\(number)") }
    try damage.bytes.write(to: folder.appending(path: "b\(number).yaml"))
    let study = "schema: 1\nstudy: probe\ntitle: A probe\nextends: b\(number).yaml\n"
    try add(Data(study.utf8), "m\(number)")
  }

  /// What the program says of each file.
  func results() throws -> [CorpusResult] {
    let list = folder.appending(path: "list")
    try Data((files.joined(separator: "\n") + "\n").utf8).write(to: list)
    let (process, output) = (Process(), Pipe())
    let beside = Bundle.main.executableURL?.deletingLastPathComponent()
    process.executableURL = beside?.appending(path: "StudyCorpusProgram")
    process.standardInput = try FileHandle(forReadingFrom: list)
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    let next = files.indices.contains(lines.count) ? files[lines.count] : "the end"
    try #require(process.terminationStatus == 0, "ended at \(next)")
    return try lines.map { try #require(CorpusResult($0), "\($0)") }
  }
}

/// A line of the program's output.
private struct CorpusResult {
  let line: String
  let name: String
  let milliseconds: Int
  let peakMebibytes: Int
  let outcome: String

  init?(_ line: String) {
    let parts = line.split(separator: "\t", maxSplits: 3).map(String.init)
    guard parts.count == 4, let milliseconds = Int(parts[1]), let peak = Int(parts[2]) else {
      return nil
    }
    name = URL(filePath: parts[0]).deletingPathExtension().lastPathComponent
    (self.line, self.milliseconds, peakMebibytes, outcome) = (line, milliseconds, peak, parts[3])
  }
}

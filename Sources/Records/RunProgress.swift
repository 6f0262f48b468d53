// What a runner is at, for who asks while it runs: a small file beside the study's results.
//
//     results/<study>/runners/<host>-<process>-<start>.json    replaced whole, at most once a second
//     results/<study>/runners/<host>-<process>-<start>.stop    a wish that this runner ends: `stop` or `now`
//
// It says nothing that a result depends on and is never synced; the journal alone says what is done. A runner
// removes its file when it ends, and those of runners of its machine that were killed when it begins. A file of
// another machine counts as long as it was replaced within the last minute.

public import Foundation

/// What one run under way has come to.
public struct RunProgress: Hashable, Sendable, Codable {
  /// Identity of the run.
  public var runID: String
  /// Identity of its point.
  public var pointID: String
  /// The replicate, from 0.
  public var replicate: Int
  /// Which attempt at this run it is, from 1.
  public var attempt: Int
  /// Name for people.
  public var title: String
  /// Number of the worker's process, on the runner's machine.
  public var processID: Int32
  /// Time since it was started.
  public var elapsedSeconds: Double
  /// Epochs done; nil before the worker said anything, and so the next five.
  public var epoch: Int?
  /// Epochs of the run.
  public var epochs: Int?
  /// Steps done, of the whole run.
  public var step: Int?
  /// Steps of the whole run.
  public var steps: Int?
  /// Training speed.
  public var imagesPerSecond: Double?
  /// The latest measured accuracy, in 0...1.
  public var accuracy: Double?
  /// Expected time to its end; nil as long as nothing tells.
  public var secondsLeft: Double?
  /// Memory that it holds now.
  public var memoryBytes: Int?

  /// Progress from its parts.
  public init(
    runID: String, pointID: String, replicate: Int, attempt: Int, title: String,
    processID: Int32, elapsedSeconds: Double
  ) {
    self.runID = runID
    self.pointID = pointID
    self.replicate = replicate
    self.attempt = attempt
    self.title = title
    self.processID = processID
    self.elapsedSeconds = elapsedSeconds
  }

  /// The part of the run that is done, in 0...1; nil before the worker said anything.
  public var fraction: Double? {
    guard let step, let steps, steps > 0 else { return nil }
    return min(1, max(0, Double(step) / Double(steps)))
  }
}

/// What one runner of a study is at.
public struct RunnerProgress: Hashable, Sendable, Codable {
  /// Version of this form.
  public private(set) var formatVersion = 1
  /// Name of the machine it runs on.
  public let hostname: String
  /// The process that it is.
  package let process: ProcessIdentity
  /// When it began.
  public let startedAt: Date
  /// When this was written, by the clock of its machine.
  public var updatedAt: Date
  /// Workers at a time.
  public var jobs: Int
  /// Runs of its plan.
  public var total = 0
  /// Those with a result.
  public var done = 0
  /// Those that failed and are not tried again now.
  public var failed = 0
  /// Those not started.
  public var left = 0
  /// Whether it was asked to stop, and starts no other run.
  public var isStopping = false
  /// Expected time to the end; nil as long as nothing tells.
  public var secondsLeft: Double?
  /// The runs under way, in the order in which they were started.
  public var running: [RunProgress] = []

  /// The progress of this process, which begins at `date`.
  ///
  /// - Throws: `StorageError` if the machine does not describe itself in `/proc`.
  public init(beginningAt date: Date, jobs: Int) throws {
    hostname = ProcessInfo.processInfo.hostName
    process = try ProcessIdentity.current()
    startedAt = date
    updatedAt = date
    self.jobs = jobs
  }

  /// Number of its process, on its machine.
  public var processID: Int32 { process.processID }

  /// Whether it runs on this machine, in this container.
  public var isLocal: Bool { (try? process.state) == .running }

  /// The name of its file, without an extension.
  var name: String {
    let host = hostname.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return "\(host)-\(process.processID)-\(process.startTicks)"
  }

  /// Whether it runs still: a process of this machine by itself, another by the age of its file.
  func isAlive(at date: Date) -> Bool {
    switch try? process.state {
    case .running: true
    case .ended: false
    case .unknown, nil: date.timeIntervalSince(updatedAt) < Self.patienceSeconds
    }
  }

  /// A runner of another machine that was silent for so long has ended; it writes every few seconds.
  private static let patienceSeconds = 60.0
}

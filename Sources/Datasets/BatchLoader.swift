// Batches made ahead of their use, on threads of their own.

import Dispatch
import Foundation
import Synchronization
import Tensors

/// Hands out the batches of a source in order, while threads make the next ones.
///
/// What a batch holds depends on its number alone; the threads only decide when it is made.
public final class BatchLoader: Sendable {
  private let exchange: BatchExchange
  private let delivered = Mutex<Batch?>(nil)
  private let waiting = Mutex(Duration.zero)
  private let start = ContinuousClock.now

  /// Starts to make the batches with these numbers.
  ///
  /// - Parameters:
  ///   - source: What makes a batch; each thread has a copy.
  ///   - numbers: The batches, in the order in which they are handed out.
  ///   - threads: How many batches are made at a time.
  ///   - depth: How many batches are made or in the making ahead of `next()`; two more than threads unless given.
  /// - Precondition: `threads` and `depth` are at least 1.
  public init(
    _ source: some BatchSource, numbers: Range<Int>, threads: Int = 1, depth: Int? = nil
  ) {
    let exchange = BatchExchange(numbers, depth: depth ?? threads + 2)
    self.exchange = exchange
    for number in 0..<min(threads, numbers.count) {
      exchange.addThread()
      let thread = Thread {
        var source = source
        exchange.produce(from: &source)
      }
      thread.name = "batches \(number)"
      thread.start()
    }
  }

  deinit { cancel() }

  /// The next batch, or nil after the last.
  ///
  /// Its storage is used again after the following call, unless the batch is still held then.
  ///
  /// - Throws: What the source threw when it was to make this batch, and again at each later call.
  public func next() throws -> Batch? {
    delivered.withLock { batch in
      if let batch { exchange.recycle(batch) }
      batch = nil
    }
    let asked = ContinuousClock.now
    defer { waiting.withLock { $0 += ContinuousClock.now - asked } }
    let batch = try exchange.take()
    delivered.withLock { $0 = batch }
    return batch
  }

  /// The part of the time since the loader was made in which its reader waited for a batch, in 0...1.
  public var waitingShare: Double { waiting.withLock(\.self) / (ContinuousClock.now - start) }

  /// Ends the threads and waits for them; `next()` gives nil from then on.
  public func cancel() { exchange.cancel() }
}

/// What the threads and their reader share: a bounded queue, and used batches on their way back.
private final class BatchExchange: Sendable {
  private struct State {
    /// What no thread has begun.
    var unclaimed: Range<Int>
    /// Batches that are not handed out yet.
    var made: [Int: Batch] = [:]
    /// The batch that is handed out next.
    var next: Int
    /// The first batch that the reader has not been told of.
    var untold: Int
    /// Where the batches end: after the last, or with the first that failed.
    var end: Int
    var isEndTold = false
    var failure: (any Error)?
    var used: [Batch] = []
    var isCancelled = false

    init(_ numbers: Range<Int>) {
      unclaimed = numbers
      (next, untold, end) = (numbers.lowerBound, numbers.lowerBound, numbers.upperBound)
    }

    /// Counts what the reader can be told of now: batches that follow one another, and the end.
    mutating func tell() -> Int {
      let first = untold
      while untold < end, made[untold] != nil { untold += 1 }
      guard untold == end, !isEndTold else { return untold - first }
      isEndTold = true
      return untold - first + 1
    }
  }

  private let state: Mutex<State>
  /// Counts places for batches that no thread has begun.
  private let room = DispatchSemaphore(value: 0)
  /// Counts batches that can be handed out, and one more for each reader who may see the end.
  private let supply = DispatchSemaphore(value: 0)
  private let threads = DispatchGroup()

  init(_ numbers: Range<Int>, depth: Int) {
    state = Mutex(State(numbers))
    // Signalled instead of created with this value: a semaphore must not be freed below its first value.
    for _ in 0..<depth { room.signal() }
    tell()
  }

  func addThread() { threads.enter() }

  /// A thread's work.
  func produce(from source: inout some BatchSource) {
    defer { threads.leave() }
    var decoder = JPEGDecoder()
    while let (number, used) = claim() {
      var batch = used ?? Batch(shape: source.shape)
      do {
        try source.fill(&batch, number: number, using: &decoder)
        state.withLock { $0.made[number] = batch }
      } catch {
        state.withLock { state in
          // Batches before this one are made by other threads, and handed out first.
          if number < state.end { (state.end, state.failure) = (number, error) }
          state.unclaimed = state.end..<state.end
        }
      }
      tell()
    }
  }

  /// The next number to be made, with a used batch if there is one; nil when there is nothing more to do.
  private func claim() -> (number: Int, used: Batch?)? {
    room.wait()
    let claimed = state.withLock { state -> (Int, Batch?)? in
      guard !state.isCancelled, let number = state.unclaimed.popFirst() else { return nil }
      return (number, state.used.popLast())
    }
    if claimed == nil { room.signal() }  // The other threads are to see it too.
    return claimed
  }

  private func tell() {
    for _ in 0..<state.withLock({ $0.tell() }) { supply.signal() }
  }

  func take() throws -> Batch? {
    supply.wait()
    let batch = try state.withLock { state -> Batch? in
      guard !state.isCancelled, let batch = state.made.removeValue(forKey: state.next) else {
        supply.signal()  // Later calls are to see the end too.
        if let failure = state.failure, !state.isCancelled { throw failure }
        return nil
      }
      state.next += 1
      return batch
    }
    if batch != nil { room.signal() }
    return batch
  }

  func recycle(_ batch: Batch) { state.withLock { $0.used.append(batch) } }

  func cancel() {
    state.withLock { $0.isCancelled = true }
    room.signal()
    supply.signal()
    threads.wait()
    state.withLock { state in
      state.made = [:]
      state.used = []
    }
  }
}

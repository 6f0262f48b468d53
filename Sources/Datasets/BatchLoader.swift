// Batches made ahead of their use, on a thread of their own.

import Dispatch
import Foundation
import Synchronization
import Tensors

/// Hands out the batches of a source in order, while a thread makes the next ones.
///
/// What a batch holds depends on its number alone; the thread only decides when it is made.
public final class BatchLoader: Sendable {
  private let exchange: BatchExchange
  private let delivered = Mutex<Batch?>(nil)

  /// Starts to make the batches with these numbers, at most `depth` ahead of `next()`.
  ///
  /// - Precondition: `depth` is at least 1.
  public init(_ source: some BatchSource, numbers: Range<Int>, depth: Int = 3) {
    let exchange = BatchExchange(depth: depth)
    self.exchange = exchange
    let thread = Thread {
      var source = source
      exchange.produce(numbers, from: &source)
    }
    thread.name = "batches"
    thread.start()
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
    let batch = try exchange.take()
    delivered.withLock { $0 = batch }
    return batch
  }

  /// Ends the thread and waits for it; `next()` gives nil from then on.
  public func cancel() { exchange.cancel() }
}

/// What the thread and its reader share: a bounded queue, and used batches on their way back.
private final class BatchExchange: Sendable {
  private struct State {
    var ready: [Batch] = []
    var used: [Batch] = []
    var failure: (any Error)?
    var isCancelled = false
  }

  private let state = Mutex(State())
  /// Counts places for batches that are not made yet.
  private let room = DispatchSemaphore(value: 0)
  /// Counts batches that are ready, and one more for each reader who may see the end.
  private let supply = DispatchSemaphore(value: 0)
  private let threadEnd = DispatchSemaphore(value: 0)

  init(depth: Int) {
    // Signalled instead of created with this value: a semaphore must not be freed below its first value.
    for _ in 0..<depth { room.signal() }
  }

  /// The thread's work.
  func produce(_ numbers: Range<Int>, from source: inout some BatchSource) {
    defer {
      supply.signal()
      threadEnd.signal()
    }
    do {
      for number in numbers {
        room.wait()
        guard var batch = emptyBatch(shape: source.shape) else { return }
        try source.fill(&batch, number: number)
        state.withLock { $0.ready.append(batch) }
        supply.signal()
      }
    } catch {
      state.withLock { $0.failure = error }
    }
  }

  /// A batch to fill: a used one if there is one; nil once the reader has cancelled.
  private func emptyBatch(shape: Shape) -> Batch? {
    let (used, isCancelled) = state.withLock { ($0.used.popLast(), $0.isCancelled) }
    return isCancelled ? nil : used ?? Batch(shape: shape)
  }

  func take() throws -> Batch? {
    supply.wait()
    let batch = try state.withLock { state -> Batch? in
      guard !state.ready.isEmpty else {
        supply.signal()  // Later calls are to see the end too.
        if let failure = state.failure { throw failure }
        return nil
      }
      return state.ready.removeFirst()
    }
    if batch != nil { room.signal() }
    return batch
  }

  func recycle(_ batch: Batch) { state.withLock { $0.used.append(batch) } }

  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.ready = []
    }
    room.signal()
    threadEnd.wait()
    threadEnd.signal()  // Cancelling again is to return at once.
    state.withLock { $0.ready = [] }
  }
}

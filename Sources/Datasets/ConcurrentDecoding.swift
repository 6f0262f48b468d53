// Many images decoded at once, in any order.

import Dispatch
import Foundation
import Synchronization

/// Calls `body` for each place once, on all cores, each thread with a decoder of its own.
///
/// - Throws: The first error of `body`, after which no other place is begun.
package func decodeConcurrently(
  count: Int, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
  _ body: @Sendable (Int, inout JPEGDecoder) throws -> Void
) throws {
  let state = Mutex((next: 0, error: (any Error)?.none))
  DispatchQueue.concurrentPerform(iterations: max(min(threads, count), 1)) { _ in
    var decoder = JPEGDecoder()
    while let place = state.withLock({ state -> Int? in
      guard state.error == nil, state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }) {
      do {
        try body(place, &decoder)
      } catch {
        state.withLock { $0.error = $0.error ?? error }
      }
    }
  }
  if let error = state.withLock({ $0.error }) { throw error }
}

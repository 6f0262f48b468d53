// A queue that one thread waits at and others post to.

import Dispatch
import Synchronization

final class Mailbox<Event: Sendable>: Sendable {
  private let events = Mutex<[Event]>([])
  private let count = DispatchSemaphore(value: 0)

  func post(_ event: Event) {
    events.withLock { $0.append(event) }
    count.signal()
  }

  /// The oldest event; waits for one.
  func next() -> Event {
    count.wait()
    return events.withLock { $0.removeFirst() }
  }

  /// The oldest event; waits for one, but no longer than `patience`: nil then.
  func next(within patience: DispatchTimeInterval) -> Event? {
    guard count.wait(timeout: .now() + patience) == .success else { return nil }
    return events.withLock { $0.removeFirst() }
  }
}

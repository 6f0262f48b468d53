// Threads that stay alive between steps.

import Foundation

/// A fixed number of threads, the caller's among them, that work off tasks together.
final class ThreadTeam: Sendable {
  /// The number of threads.
  let count: Int
  private let members: [Member]

  /// A team of `count` threads.
  init(count: Int) {
    self.count = count
    members = (1..<max(count, 1)).map { _ in Member() }
  }

  deinit {
    for member in members { member.end() }
  }

  /// Calls `task` with each number in 0..<count and the member of the team that does it; returns when all are done.
  ///
  /// Task t falls to member t % count, so that a member's memory is used by one thread at a time.
  func run(_ tasks: Int, _ task: @escaping @Sendable (_ number: Int, _ member: Int) -> Void) {
    let share = { @Sendable [count] (member: Int) in
      for number in stride(from: member, to: tasks, by: count) { task(number, member) }
    }
    for (index, member) in members.enumerated() { member.begin { share(index + 1) } }
    share(0)
    for member in members { member.wait() }
  }
}

/// One thread beside the caller's.
private final class Member: @unchecked Sendable {  // The semaphores order access to `job`.
  private let started = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private var job: (@Sendable () -> Void)?

  init() {
    // The thread owns what it waits on, not the member's owner, so that the team can go.
    let thread = Thread { [self] in
      while true {
        started.wait()
        guard let job else { return }
        job()
        done.signal()
      }
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  func begin(_ job: @escaping @Sendable () -> Void) {
    self.job = job
    started.signal()
  }

  func wait() {
    done.wait()
    job = nil
  }

  func end() {
    job = nil
    started.signal()
  }
}

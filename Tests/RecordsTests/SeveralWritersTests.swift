import Foundation
import Glibc
import Records
import Testing

/// What one writer of a study knows of the others' attempts.
struct SeveralWritersTests {
  private func failure(_ attempt: Int) -> RunRecord {
    record(attempt: attempt, outcome: .failed(.data, message: "no such file"))
  }

  @Test func `failures count for writers at work at once, not for those that begin later`() throws {
    try withStore { store in
      var first = try store.openForWriting()
      do {
        var second = try store.openForWriting()
        let attempt = try #require(try second.claim("a-0"))
        try second.recordFailure(attempt, failure(1))
      }
      #expect(first.failures(of: "a-0") == [])  // Not read yet.
      try first.refresh()
      #expect(first.failures(of: "a-0") == [failure(1)])
      let third = try store.openForWriting()
      #expect(third.failures(of: "a-0") == [])
      #expect(third.history.failures["a-0"] == failure(1))
    }
  }

  @Test func `a run that others gave up is claimed by nobody, and its folder stays`() throws {
    try withStore { store in
      var first = try store.openForWriting()
      var second = try store.openForWriting()
      let attempt = try #require(try second.claim("a-0"))
      try second.recordFailure(attempt, failure(1))
      // The first has not read of the failure: the claim's number tells that there was an attempt.
      #expect(try first.claim("a-0", unless: { $0.count == 1 }) == nil)
      #expect(attempt.folder.isThere)
      let next = try #require(try first.claim("a-0", unless: { $0.count == 2 }))
      #expect(next.number > 1)
      #expect(!attempt.folder.isThere)
    }
  }

  @Test func `what others have under way is known with what they expect of it`() throws {
    try withStore { store in
      var first = try store.openForWriting()
      var second = try store.openForWriting()
      let attempt = try #require(try second.claim("a-0", coreSeconds: 4))
      _ = try second.claim("b-0")
      _ = try first.claim("c-0", coreSeconds: 8)
      #expect((first.workElsewhere.count, first.workElsewhere.coreSeconds) == (2, 4))
      try second.release(attempt)
      #expect(first.workElsewhere.count == 1)
    }
  }

  @Test func `news are the records of others, each once`() throws {
    try withStore { store in
      var first = try store.openForWriting()
      var second = try store.openForWriting()
      let own = try #require(try first.claim("b-0"))
      try finish(own, record("b-0"))
      try first.publish(own, record("b-0"))
      #expect(first.takeNews() == [])
      let attempt = try #require(try second.claim("a-0"))
      try second.recordFailure(attempt, failure(1))
      try first.refresh()
      #expect(first.takeNews() == [failure(1)])
      try first.refresh()
      #expect(first.takeNews() == [])
      var third = try store.openForWriting()
      #expect(Set(third.takeNews()) == [record("b-0"), failure(1)])
    }
  }
}

/// What a writer meets whose run another one finishes at the same moment.
struct ClaimRaceTests {
  @Test(arguments: [StoreBoundary.claimDraft, .claimLink])
  func `a claim of a run whose claims others forget just then is no error`(
    at boundary: StoreBoundary
  ) throws {
    try withFolder { results in
      let claims = results.appending(path: "study/claims/a-0")
      // The other removes the folder before this step.
      let disk = Disk { step in
        if step.boundary == boundary { try? FileManager.default.removeItem(at: claims) }
      }
      let store = try StudyStore(results: results, study: "study", disk: disk)
      var writer = try store.openForWriting()
      #expect(try writer.claim("a-0") == nil)
    }
  }

  /// Seen between two kernels' NFS clients: one puts a draft there, or both remove it.
  @Test(arguments: [ENOTEMPTY, EPERM])
  func `what others are at is left until the study is opened again`(code: Int32) throws {
    try withFolder { results in
      let claims = results.appending(path: "study/claims/a-0")
      let disk = Disk { step in
        guard step.boundary == .claimRemoval else { return }
        throw NSError(domain: NSPOSIXErrorDomain, code: Int(code))
      }
      let store = try StudyStore(results: results, study: "study", disk: disk)
      do {
        var writer = try store.openForWriting()
        let attempt = try #require(try writer.claim("a-0"))
        try finish(attempt, record())
        try writer.publish(attempt, record())
        #expect(writer.history.results["a-0"] == record())
      }
      #expect(try claims.checkResourceIsReachable())
      _ = try StudyStore(results: results, study: "study").openForWriting()
      #expect((try? claims.checkResourceIsReachable()) != true)
    }
  }
}

extension RunFolder {
  fileprivate var isThere: Bool { (try? url.checkResourceIsReachable()) == true }
}

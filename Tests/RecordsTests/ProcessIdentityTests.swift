import Testing

@testable import Records

@Suite struct ProcessIdentityTests {
  @Test func `this process is alive`() throws {
    #expect(try ProcessIdentity.current().isAlive)
  }

  @Test(arguments: zip(["R", "S", "D", "Z", "X"], [900, 900, 900, nil, nil]))
  func `a process that ended is not alive though nobody waited for it`(state: String, start: Int?) {
    let stat = "7 (a (b) c) \(state) 1 7 7 0 -1 4194304 1 0 0 0 2 1 0 0 20 0 1 0 900 4096 80"
    #expect(ProcessIdentity.startTicks(stat: stat) == start)
  }
}

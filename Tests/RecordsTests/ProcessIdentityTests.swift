import Testing

@testable import Records

@Suite struct ProcessIdentityTests {
  @Test func `this process is alive`() throws {
    #expect(try ProcessIdentity.current().isAlive)
  }

  private static let here = ProcessIdentity(
    bootID: "boot", processID: 1, startTicks: -1, processSpace: "space", machine: "machine",
    hostName: "here")

  @Test(
    arguments: zip(
      [
        ("boot", "space", "machine", "here"), ("boot", "other", "machine", "here"),
        ("earlier", "space", "machine", "here"), ("earlier", "space", "machine", "there"),
        ("earlier", "space", "other", "here"), ("earlier", "space", nil, "here"),
      ], [ProcessIdentity.State.ended, .unknown, .ended, .unknown, .unknown, .unknown]))
  func `who can be asked, and who cannot`(
    identity: (String, String, String?, String), state: ProcessIdentity.State
  ) {
    let other = ProcessIdentity(
      bootID: identity.0, processID: 1, startTicks: -2, processSpace: identity.1,
      machine: identity.2, hostName: identity.3)
    #expect(other.state(seenFrom: Self.here) == state)
  }

  @Test func `a process of version 1 that is not of this boot has ended`() {
    let first = ProcessIdentity(bootID: "earlier", processID: 1, startTicks: 1)
    #expect(first.state(seenFrom: Self.here) == .ended)
  }

  @Test(arguments: zip(["R", "S", "D", "Z", "X"], [900, 900, 900, nil, nil]))
  func `a process that ended is not alive though nobody waited for it`(state: String, start: Int?) {
    let stat = "7 (a (b) c) \(state) 1 7 7 0 -1 4194304 1 0 0 0 2 1 0 0 20 0 1 0 900 4096 80"
    #expect(ProcessIdentity.startTicks(stat: stat) == start)
  }
}

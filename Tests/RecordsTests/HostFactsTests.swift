import Testing

@testable import Records

@Suite struct HostFactsTests {
  @Test func `the machine is read from what it says of itself`() {
    let facts = HostFacts(
      cpuInfo: """
        processor\t: 0
        model name\t: Some CPU @ 2.00GHz
        flags\t\t: fpu avx2 fma avx512f vmx

        processor\t: 1
        model name\t: Some CPU @ 2.00GHz
        flags\t\t: fpu avx2 fma avx512f vmx
        """,
      memoryInfo: "MemTotal:        2048 kB\nMemFree: 1 kB\n",
      release: "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n", kernel: "6.1.0\n",
      hostname: "host\n")
    #expect(facts.cpuModel == "Some CPU @ 2.00GHz")
    #expect(facts.cpuCount == 2)
    #expect(facts.instructionSets == ["avx2", "avx512f", "fma"])
    #expect(facts.memoryBytes == 2_097_152)
    #expect(facts.operatingSystem == "Debian GNU/Linux 12")
    #expect(facts.kernel == "6.1.0")
    #expect(facts.hostname == "host")
  }

  @Test func `this machine describes itself`() throws {
    let facts = try HostFacts.current()
    #expect(facts.cpuCount > 0)
    #expect(facts.memoryBytes > 0)
    #expect(!facts.kernel.isEmpty)
  }
}

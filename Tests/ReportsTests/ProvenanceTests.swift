import Reports
import Testing

@Suite struct ProvenanceTests {
  @Test func `the sentence names study, runs, seeds, commit and machine`() {
    #expect(
      Sample.provenance.text
        == "Study depth-or-width, 12 runs, seeds 0 to 2 of root 7, commit 18410d5, Xeon, 2 cores.")
  }

  @Test(arguments: zip([nil, "Xeon"], ["", ", measured on Xeon"]))
  func `published values name their tables`(machine: String?, expected: String) {
    let provenance = Provenance(references: ["a/b", "c/d"], commit: "c", machine: machine)
    #expect(provenance.text == "Published values of a/b, c/d; ours of commit c\(expected).")
  }

  @Test(
    arguments: zip(
      [[], [3], [2, 0], [1, 2, 2]], ["no seeds", "seed 3", "seeds 0, 2", "seeds 1 to 2"]))
  func `seeds are listed shortly`(seeds: [Int], expected: String) {
    let provenance = Provenance(study: "s", runs: 1, seeds: seeds, commit: "c")
    #expect(provenance.text == "Study s, 1 run, \(expected), commit c.")
  }
}

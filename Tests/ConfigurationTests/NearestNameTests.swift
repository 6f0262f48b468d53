import Configuration
import Testing

@Suite struct NearestNameTests {
  static let known = ["train.weight_decay", "train.momentum", "model.depth"]

  @Test(
    arguments: zip(
      ["train.weight_decy", "model.dpeth", "momentum.train"],
      ["train.weight_decay", "model.depth", nil]))
  func `the closest name is offered, and none where all are far`(name: String, expected: String?) {
    #expect(nearestName(to: name, among: Self.known) == expected)
  }

  @Test func `of equals the first is offered`() {
    #expect(nearestName(to: "ac", among: ["ab", "ad"]) == "ab")
  }
}

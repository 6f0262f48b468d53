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

  @Test func `several are offered from the nearest on, none that is far`() {
    let known = ["resnet18", "resnet50", "resnet50d", "vit"]
    let nearest = ["resnet50", "resnet18", "resnet50d"]
    #expect(nearestNames(to: "resnet5", among: known, count: 9) == nearest)
    #expect(nearestNames(to: "resnet5", among: known, count: 2) == Array(nearest.prefix(2)))
  }

  @Test func `of equals the first is offered`() {
    #expect(nearestName(to: "ac", among: ["ab", "ad"]) == "ab")
  }
}

import Documents
import Foundation
import Randomness
import Studies
import Testing

/// Damaged study files: never a crash, always errors with positions.
@Suite struct MutatedStudiesTests {
  static let files = ["quickstart", "cifar10-depth-or-width", "cifar10-trainer-check"]

  @Test(arguments: 0..<300)
  func `a damaged file is read or reported`(number: Int) throws {
    let name = Self.files[number % Self.files.count]
    let text = try #require(StudyFilesTests.bytes(name))
    var stream = RandomStream(seed: Seed(root: 1), purpose: .order, index: number)
    let damaged = Self.damage(text, number / Self.files.count % 4, &stream)
    do {
      _ = try Study(
        bytes: damaged, file: "probe.yaml", cost: TestStudy.cost,
        trainingMemory: TestStudy.trainingMemory)
    } catch {
      let errors = try #require(error as? DocumentErrors, "\(error)")
      let lines = damaged.count { $0 == UInt8(ascii: "\n") } + 1
      #expect(!errors.errors.isEmpty)
      #expect(errors.errors.allSatisfy { (1...lines).contains($0.position.line) })
      #expect(errors.errors.allSatisfy { $0.position.column >= 1 && !$0.message.isEmpty })
    }
  }

  /// Cuts the end off, deletes lines, swaps bytes, or replaces bytes.
  static func damage(_ bytes: Data, _ kind: Int, _ stream: inout RandomStream) -> Data {
    var bytes = Array(bytes)
    func place() -> Int { stream.nextInteger(below: bytes.count) }
    switch kind {
    case 0: bytes = Array(bytes.prefix(place()))
    case 1:
      var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for _ in 0..<3 { lines.remove(at: stream.nextInteger(below: lines.count)) }
      bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    case 2: for _ in 0..<5 { bytes.swapAt(place(), place()) }
    default:
      let signs = Array("{}[]:,#&*!|>'\"%@`- \n\t0a.^<=".utf8) + [0, 0x85, 0xFF]
      for _ in 0..<3 { bytes[place()] = signs[stream.nextInteger(below: signs.count)] }
    }
    return Data(bytes)
  }
}

import Randomness
import Testing

@Suite struct PhiloxTests {
  // Known answers of Random123 1.14, file kat_vectors: philox4x32, 10 rounds.
  static let counters: [SIMD4<UInt32>] = [
    [0, 0, 0, 0],
    [.max, .max, .max, .max],
    [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344],
  ]
  static let keys: [SIMD2<UInt32>] = [[0, 0], [.max, .max], [0xA409_3822, 0x299F_31D0]]
  static let answers: [SIMD4<UInt32>] = [
    [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8],
    [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD],
    [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1],
  ]

  @Test(arguments: 0..<3)
  func `blocks equal the published known answers`(index: Int) {
    #expect(
      Philox4x32.block(counter: Self.counters[index], key: Self.keys[index]) == Self.answers[index])
  }
}

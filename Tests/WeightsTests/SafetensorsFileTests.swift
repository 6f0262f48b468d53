import Foundation
import Tensors
import Testing
import Weights

/// Files as Python's library writes them, and files that no library should.
@Suite struct SafetensorsFileTests {
  private static let values: [Float] = [0.5, -2, 1e-3, 65_504, -0.0, 3]

  @Test(arguments: ["f64", "f32"])
  func `wide numbers are read to single precision`(name: String) throws {
    let file = try SafetensorsFile(opening: goldenPath("types"))
    let tensor = try file.tensor(name)
    #expect(tensor.shape == [2, 3])
    #expect(tensor.elements.map(\.bitPattern) == Self.values.map(\.bitPattern))
  }

  @Test func `numbers of half the width are read exactly`() throws {
    let file = try SafetensorsFile(opening: goldenPath("types"))
    let halves = Self.values.map { Float(Float16($0)).bitPattern }
    #expect(try file.tensor("f16").elements.map(\.bitPattern) == halves)
    let brief = try SafetensorsFile(opening: goldenPath("bfloat16"))
    let upper = Self.values.map { $0.bitPattern & 0xFFFF_0000 }
    #expect(try brief.tensor("bf16").elements.map(\.bitPattern) == upper)
  }

  @Test func `arrays are listed by name`() throws {
    let file = try SafetensorsFile(opening: goldenPath("types"))
    #expect(file.arrays.map(\.name) == ["counter", "f16", "f32", "f64"])
    #expect(file.arrays.map(\.shape) == [[], [2, 3], [2, 3], [2, 3]])
  }

  @Test func `an array of more than one part is read whole`() throws {
    let count = 2_500_000
    try Scratch.with { scratch in
      var file = Tensor(zeros: [count])
      file.withMutableSpan { elements in
        for index in elements.indices { elements[index] = Float(index) }
      }
      let data = safetensors(
        #"{"x":{"dtype":"F32","shape":[\#(count)],"data_offsets":[0,\#(4 * count)]}}"#,
        Data(file.littleEndianBytes))
      let path = try scratch.write(data, to: "a.safetensors")
      #expect(try SafetensorsFile(opening: path).tensor("x").elements == file.elements)
    }
  }

  @Test func `whole numbers are no weights`() throws {
    let file = try SafetensorsFile(opening: goldenPath("types"))
    let error = #expect(throws: WeightsError.self) { _ = try file.tensor("counter") }
    #expect(error?.problem == "'counter' is I64; expected F32, F16, BF16 or F64")
    #expect(throws: WeightsError.self) { _ = try file.tensor("f31") }
  }

  struct Malformed: CustomTestStringConvertible, Sendable {
    var header: String
    var dataByteCount = 8
    var problem: String
    var testDescription: String { header }

    init(_ header: String, data dataByteCount: Int = 8, _ problem: String) {
      self.header = header
      self.dataByteCount = dataByteCount
      self.problem = problem
    }
  }

  /// What follows "no sound safetensors file: " in the message.
  static let malformed = [
    Malformed(
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, data: 7,
      "'x' ends at byte 8 of the data and the file has 7; it is truncated"),
    Malformed(
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, data: 9,
      "1 bytes behind the last array; expected the end of the file"),
    Malformed(
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, data: 12,
      "'x' begins at byte 4 of the data; expected 0, where the array before it ends"),
    Malformed(
      #"""
      {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\#
      "y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}
      """#, data: 12,
      "'y' begins at byte 4 of the data; expected 8, where the array before it ends"),
    Malformed(
      #"{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
      "'x' has 8 bytes; expected 12 for F32 [3]"),
    Malformed(
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
      "'x' has data_offsets [8, 0]; expected a begin and an end"),
    Malformed(
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#,
      "'x' has data_offsets [-8, 0]; expected a begin and an end"),
    Malformed(
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}"#,
      "'x' has data_offsets [0, 4, 8]; expected a begin and an end"),
    Malformed(
      #"{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
      "'x' has the shape [-2], which no file can hold"),
    Malformed(
      #"{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#,
      "'x' has the shape [4294967296, 4294967296], which no file can hold"),
    Malformed(
      #"{"x":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}"#,
      "'x' has the unknown dtype 'F31'; expected F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, I32, "
        + "I16, I8, U64, U32, U16, U8, BOOL, C64"),
    Malformed(
      #"""
      {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\#
      "\u0078":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
      """#, "the header has the name 'x' twice in one object"),
    Malformed(
      #"{"x":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      "the header has the name 'dtype' twice in one object"),
  ]

  @Test(arguments: malformed)
  func `a malformed file says what is wrong`(file: Malformed) throws {
    let error = try open(safetensors(file.header, Data(count: file.dataByteCount)))
    #expect(
      error?.problem == "no sound safetensors file: \(file.problem); download it again")
  }

  @Test(
    arguments: [
      "", "{", "[]", "7", "nonsense", "{\"x\":7}", #"{"x":{"dtype":"F32","shape":[2]}}"#,
      #"{"x":{"dtype":"F32","shape":[2.5],"data_offsets":[0,10]}}"#,
      #"{"x":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}"#,
      #"{"x":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#,
      #"{"__metadata__":{"made":7}}"#, String(repeating: "[", count: 100_000),
    ])
  func `a header that is not as the format says is refused`(header: String) throws {
    let problem = try open(safetensors(header, Data(count: 8)))?.problem
    #expect(
      problem?.hasPrefix("no sound safetensors file: the header is not as the format") == true)
  }

  @Test(arguments: [0, 1, 7])
  func `a file without a length is refused`(byteCount: Int) throws {
    #expect(
      try open(Data(count: byteCount))?.problem
        == "\(byteCount) bytes; expected a safetensors file; download it again")
  }

  @Test(arguments: [3, 100_000_001, UInt64.max])
  func `a header that is longer than the file or any header is refused`(length: UInt64) throws {
    let prefix = Data((0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) })
    #expect(
      try open(prefix + Data("{}".utf8))?.problem == """
        no safetensors file: its first eight bytes ask for a header of \(length) bytes; expected at \
        most 100000000, and the file has 10 bytes
        """)
  }

  @Test func `an archive of PyTorch is told how to be saved`() throws {
    #expect(
      try open(Data("PK\u{3}\u{4} and so on".utf8))?.problem == """
        a PyTorch archive, which can run programs when it is opened; save it with \
        safetensors.torch.save_file(model.state_dict(), file) first
        """)
  }

  @Test func `a file that is not there or is a folder is refused`() throws {
    try Scratch.with { scratch in
      let missing = #expect(throws: WeightsError.self) {
        _ = try SafetensorsFile(opening: scratch.path("nothing"))
      }
      #expect(missing?.problem == "no such file")
      let folder = #expect(throws: WeightsError.self) {
        _ = try SafetensorsFile(opening: scratch.path("."))
      }
      #expect(
        folder?.problem == "cannot be read; expected a file of weights that you may read")
    }
  }

  @Test func `a file that becomes shorter is an error`() throws {
    try Scratch.with { scratch in
      let header = #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
      let whole = safetensors(header, Data(count: 8))
      let path = try scratch.write(whole, to: "a.safetensors")
      let file = try SafetensorsFile(opening: path)
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.truncate(atOffset: UInt64(whole.count - 3))
      let error = #expect(throws: WeightsError.self) { _ = try file.tensor("x") }
      #expect(error?.problem == "ends at byte \(whole.count - 3); it became shorter")
    }
  }

  /// Every prefix of a sound file is refused, and no byte of it crashes the reader.
  @Test func `cut and altered files are refused or read`() throws {
    let sound = try Data(contentsOf: URL(filePath: goldenPath("types")))
    try Scratch.with { scratch in
      for count in 0..<sound.count {
        let path = try scratch.write(sound.prefix(count), to: "cut.safetensors")
        #expect(throws: WeightsError.self) { _ = try SafetensorsFile(opening: path) }
      }
      for index in sound.indices {
        var altered = sound
        altered[index] ^= 0x15
        let path = try scratch.write(altered, to: "altered.safetensors")
        if let file = try? SafetensorsFile(opening: path) {
          for array in file.arrays { _ = try? file.tensor(array.name) }
        }
      }
    }
  }

  private func open(_ bytes: Data) throws -> WeightsError? {
    try Scratch.with { scratch in
      let path = try scratch.write(bytes, to: "a.safetensors")
      return #expect(throws: WeightsError.self) { _ = try SafetensorsFile(opening: path) }
    }
  }
}

/// A file from its header and the bytes behind it.
private func safetensors(_ header: String, _ data: Data) -> Data {
  let text = Data(header.utf8)
  return Data((0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }) + text + data
}

import Foundation
import HDF5
import Testing

@Suite struct HDF5BytesTests {
  private func withPath(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).h5")
      .path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test func `bytes written at their places are those that the library reads`() throws {
    try withPath { path in
      let file = try HDF5File(creating: path)
      try file.createBytes("part/bytes", count: 100_000)
      try file.write("other", HDF5Array([1, 2, 3]))
      try file.close()
      let places = try HDF5File(opening: path).bytePlaces(of: "part/bytes")
      #expect(places.count == 100_000)
      let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let handle = try FileHandle(forUpdating: URL(filePath: path))
      try handle.seek(toOffset: UInt64(places.lowerBound))
      try handle.write(contentsOf: Data(bytes))
      try handle.close()
      let written = try HDF5File(opening: path)
      #expect(try written.read("part/bytes", as: UInt8.self).elements == bytes)
      #expect(try written.read("other", as: Int.self).elements == [1, 2, 3])
    }
  }

  @Test func `bytes that lie in no piece are refused`() throws {
    try withPath { path in
      let file = try HDF5File(creating: path)
      try file.write("chunks", HDF5Array([UInt8](repeating: 1, count: 50)), gzipLevel: 1)
      try file.write("numbers", HDF5Array([1.0]))
      try file.createBytes("empty", count: 0)
      let chunks = #expect(throws: HDF5Error.self) { try file.bytePlaces(of: "chunks") }
      #expect(chunks?.problem.hasPrefix("is stored in chunks or compressed") == true)
      let numbers = #expect(throws: HDF5Error.self) { try file.bytePlaces(of: "numbers") }
      #expect(numbers?.problem == "holds no bytes; expected uint8")
      #expect(try file.bytePlaces(of: "empty").isEmpty)
    }
  }
}

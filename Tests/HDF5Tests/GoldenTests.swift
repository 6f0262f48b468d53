import Foundation
import HDF5
import Testing

/// Files as h5py writes them: `Golden/make.py`.
@Suite struct GoldenTests {
  @Test func `attributes of h5py are read`() throws {
    let file = try golden()
    #expect(try file.attribute("", "title", as: String.self) == "ResNet é")
    #expect(try file.attribute("", "fixed", as: String.self) == "conv2d")
    #expect(try file.attribute("", "padded", as: String.self) == "ab")
    #expect(try file.attribute("", "fixed_list", as: [String].self) == ["fc.weight", "fc.bias"])
    #expect(try file.attribute("", "list", as: [String].self) == ["a", "bb"])
    #expect(try file.attribute("", "same", as: Bool.self))
    #expect(try file.attribute("", "stride", as: [Double].self) == [1, 2])
    #expect(try file.attribute("", "one", as: Double.self) == 0.5)
  }

  @Test func `datasets of h5py are read`() throws {
    let file = try golden()
    let weight = try file.read("w/layer1.0.conv1.weight", as: Double.self)
    #expect(weight == HDF5Array(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5]))
    #expect(try file.read("half", as: Float.self).elements == [0.5, -2])
    #expect(try file.read("short", as: Int.self).elements == [1, -2])
    #expect(try file.readStrings("names") == ["x", "yy"])
    #expect(try file.readStrings("fixed") == ["a", "bc"])
  }

  @Test func `unsigned numbers as wide as the signed ones asked for are refused`() throws {
    let file = try golden()
    let error = #expect(throws: HDF5Error.self) { try file.read("unsigned", as: Int.self) }
    #expect(
      error?.problem
        == "holds 64-bit unsigned whole numbers, which do not fit Int; read a wider type")
  }

  private func golden() throws -> HDF5File {
    let url = try #require(
      Bundle.module.url(forResource: "h5py", withExtension: "h5", subdirectory: "Golden"))
    return try HDF5File(opening: url.path())
  }
}

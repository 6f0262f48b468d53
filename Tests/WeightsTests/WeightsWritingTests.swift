import Foundation
import HDF5
import Tensors
import Testing

@testable import Weights

@Suite struct WeightsWritingTests {
  /// `Golden/make.py` writes the same arrays.
  @Test func `safetensors have the bytes of Python's library`() throws {
    let arrays = [
      ("a \"name\"", Tensor([1.5], shape: [1])),
      ("layer1.0.conv1.weight", Tensor((0..<6).map { Float($0) / 4 }, shape: [1, 2, 1, 3])),
    ]
    let data = arrays.map { Data($0.1.littleEndianBytes) }.reduce(Data(), +)
    let expected = try Data(contentsOf: URL(filePath: goldenPath("plain")))
    #expect(try safetensorsPrefix(arrays) + data == expected)
  }

  @Test(arguments: WeightNames.allCases, ["safetensors", "h5"])
  func `weights read back, to the bit`(names: WeightNames, suffix: String) throws {
    let network = smallNetwork()
    let weights = NetworkWeights(scattered: network)
    try Scratch.with { scratch in
      let files = try ["first", "second"].map { name in
        let path = scratch.path("\(name).\(suffix)")
        let file = try NewFile(path, replacing: false)
        if suffix == "h5" {
          try weights.writeHDF5(to: file, names: names)
        } else {
          try weights.writeSafetensors(to: file, names: names)
        }
        return path
      }
      let read = try NetworkWeights(reading: WeightFile(opening: files[0]), for: network)
      #expect(bits(read) == bits(weights))
      let bytes = try files.map { try Data(contentsOf: URL(filePath: $0)) }
      #expect(bytes[0] == bytes[1], "equal weights give equal bytes")
      let stored = try WeightFile(opening: files[0]).arrays.map(\.name)
      #expect(stored.contains(names == .timm ? "bn1.running_var" : "stem.norm.running_var"))
    }
  }

  @Test func `the weights of a run's file are found in their group`() throws {
    let network = smallNetwork()
    let weights = NetworkWeights(scattered: network)
    try Scratch.with { scratch in
      let path = scratch.path("run.h5")
      let file = try HDF5File(creating: path)
      try file.write("series/loss", HDF5Array([1.5]))
      for array in network.arrays {
        let elements = weights[array.name].elements
        let stored = try #require(HDF5Array(shape: array.shape, elements: elements))
        try file.write("weights/\(array.name)", stored)
      }
      try file.close()
      let read = try NetworkWeights(reading: WeightFile(opening: path), for: network)
      #expect(bits(read) == bits(weights))
    }
  }

  @Test func `whole numbers in HDF5 are no weights`() throws {
    try Scratch.with { scratch in
      let file = try HDF5File(creating: scratch.path("a.h5"))
      try file.write("x", HDF5Array([1, 2]))
      try file.close()
      let weights = try HDF5Weights(opening: scratch.path("a.h5"))
      let error = #expect(throws: WeightsError.self) { _ = try weights.tensor("x") }
      #expect(error?.problem == "'/x' holds int64; expected floating-point numbers")
    }
  }
}

import HDF5
import Imaging
import TestSupport
import Testing

/// The operations of policies against Pillow, byte for byte.
@Suite struct GoldenOperationTests {
  static func groups() throws -> [String] {
    try Goldens.open("augment").file.children().filter { $0.hasPrefix("op") }
  }

  @Test(arguments: try groups())
  func `every byte is that of Pillow`(in group: String) throws {
    let golden = try Goldens.open("augment")
    let image = try golden.image("images/\(golden.text(group, "image"))")
    let name = try golden.text(group, "op")
    let argument = try golden.file.attribute(group, "arg", as: Double.self)
    let fill = try golden.file.attribute(group, "fill", as: [Int].self).map { UInt8($0) }
    let operation = try #require(named(name, argument, image), "\(name)")
    let filter = ResamplingFilter(rawValue: try golden.text(group, "interpolation"))
    let found = operation.applied(to: image, filter: filter ?? .nearest, fill: fill)
    #expect(found == (try golden.image("\(group)/y")), "\(name) \(argument)")
  }

  private func named(_ name: String, _ argument: Double, _ image: PixelImage) -> ImageOperation? {
    let (width, height) = (Double(image.width), Double(image.height))
    return switch name {
    case "AutoContrast": .autoContrast
    case "Equalize": .equalize
    case "Invert": .invert
    case "Rotate": .rotate(argument)
    case "Posterize", "PosterizeIncreasing", "PosterizeOriginal": .posterize(bits: Int(argument))
    case "Solarize", "SolarizeIncreasing": .solarize(threshold: Int(argument))
    case "SolarizeAdd": .solarizeAdd(Int(argument))
    case "Color", "ColorIncreasing": .color(argument)
    case "Desaturate": .color(min(max(1 - argument, 0), 1))
    case "Contrast", "ContrastIncreasing": .contrast(argument)
    case "Brightness", "BrightnessIncreasing": .brightness(argument)
    case "Sharpness", "SharpnessIncreasing": .sharpness(argument)
    case "ShearX": .shearX(argument)
    case "ShearY": .shearY(argument)
    case "TranslateX": .translate(x: argument, y: 0)
    case "TranslateY": .translate(x: 0, y: argument)
    case "TranslateXRel": .translate(x: argument * width, y: 0)
    case "TranslateYRel": .translate(x: 0, y: argument * height)
    case "GaussianBlur": .blur(argument)
    default: nil
    }
  }

  @Test(arguments: ["brightness", "contrast", "saturation"], [0.6, 1.4])
  func `colour jitter is that of torchvision`(name: String, factor: Double) throws {
    let golden = try Goldens.open("augment")
    let image = try golden.image("images/a32x32")
    let found =
      switch name {
      case "brightness": image.brightened(by: factor)
      case "contrast": image.contrasted(by: factor)
      default: image.saturated(by: factor)
      }
    #expect(found == (try golden.image("misc/jitter_\(name)_\(factor)")))
  }
}

@Suite struct ImageOperationTests {
  static let grey = PixelImage(
    width: 7, height: 5, channels: 1, bytes: (0..<35).map { UInt8($0 * 7) })

  @Test func `a grey image is changed like three equal channels`() {
    let operations: [ImageOperation] = [
      .autoContrast, .equalize, .invert, .rotate(20), .posterize(bits: 3), .solarize(threshold: 90),
      .solarizeAdd(60), .color(0.3), .contrast(1.6), .brightness(0.7), .sharpness(1.9),
      .shearX(0.2), .translate(x: 1.5, y: 0), .blur(0.8),
      .cutout(PixelBox(x: 1, y: 1, width: 2, height: 2)),
    ]
    let colored = PixelImage(
      width: 7, height: 5, channels: 3, bytes: Self.grey.bytes.flatMap { [$0, $0, $0] })
    for operation in operations {
      for filter in [ResamplingFilter.nearest, .bilinear, .bicubic] {
        let found = operation.applied(to: Self.grey, filter: filter, fill: [9])
        let expected = operation.applied(to: colored, filter: filter, fill: [9, 9, 9])
        #expect(found.bytes.flatMap { [$0, $0, $0] } == expected.bytes, "\(operation)")
      }
    }
  }

  @Test func `no bits are black and eight are the image`() {
    #expect(Self.grey.posterized(bits: 0).bytes.allSatisfy { $0 == 0 })
    #expect(Self.grey.posterized(bits: 8) == Self.grey)
  }

  @Test func `contrast may be around a given grey`() {
    let flat = PixelImage(width: 2, height: 2, channels: 3, filledWith: 100)
    #expect(flat.contrasted(by: 0.5) == flat)
    #expect(flat.contrasted(by: 0.5, around: 200).bytes.allSatisfy { $0 == 150 })
  }

  @Test func `images of one row or column pass through everything`() {
    for (width, height) in [(1, 1), (1, 6), (6, 1), (2, 3)] {
      let image = PixelImage(
        width: width, height: height, channels: 3,
        bytes: (0..<width * height * 3).map { UInt8($0 * 5) })
      #expect(image.sharpened(by: 1.5) == image || (width > 2 && height > 2))
      #expect(image.blurred(deviation: 2).pixelCount == image.pixelCount)
      let larger = image.resized(toWidth: 9, height: 8, filter: .bicubic)
      #expect(larger.width == 9 && larger.height == 8)
      #expect(image.mapped(by: .shearX(0), filter: .bilinear, fill: [1, 2, 3]) == image)
    }
  }
}

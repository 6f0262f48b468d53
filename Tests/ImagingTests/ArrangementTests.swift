import HDF5
import Imaging
import TestSupport
import Testing

@Suite struct ArrangementTests {
  @Test func `mirror images and padded crops are those of torchvision`() throws {
    let golden = try Goldens.open("augment")
    let image = try golden.image("images/a32x32")
    #expect(image.mirrored() == (try golden.image("misc/hflip")))
    let black = image.padded(by: 4).cropped(to: PixelBox(x: 6, y: 1, width: 32, height: 32))
    #expect(black == (try golden.image("misc/pad4_crop_i1_j6")))
    let reflected = image.padded(by: 4, with: .reflected)
      .cropped(to: PixelBox(x: 0, y: 7, width: 32, height: 32))
    #expect(reflected == (try golden.image("misc/pad4_reflect_crop_i7_j0")))
  }

  @Test(arguments: [1, 2, 3, 4])
  func `mirroring twice gives the image back, whatever its channels`(channels: Int) {
    let image = PixelImage(
      width: 5, height: 3, channels: channels,
      bytes: (0..<15 * channels).map { UInt8($0 * 4 % 251) })
    let mirrored = image.mirrored()
    #expect(mirrored != image)
    #expect(mirrored.mirrored() == image)
    #expect(mirrored.bytes[..<channels] == image.bytes[4 * channels..<5 * channels])
  }

  @Test func `a box that reaches beyond the image is filled as far as it lies inside`() {
    let image = PixelImage(width: 4, height: 4, channels: 1)
    let filled = image.filled(PixelBox(x: -2, y: 2, width: 4, height: 9), with: [7])
    #expect(filled.bytes == [0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 0, 0, 7, 7, 0, 0])
    #expect(image.filled(PixelBox(x: 9, y: 9, width: 2, height: 2), with: [7]) == image)
  }

  @Test func `a middle larger than the image gets black borders`() {
    let image = PixelImage(width: 1, height: 2, channels: 1, filledWith: 9)
    #expect(image.centerCropped(width: 3, height: 2).bytes == [0, 9, 0, 0, 9, 0])
  }
}

import CKernels
import CKernelsPlain
import TestSupport
import Testing

/// The clone that this CPU takes gives the bytes of those compiled for older ones.
@Suite(.enabled(if: ck_can_run_fused()))
struct PixelClonesTests {
  static let sizes = [(1, 1), (5, 3), (37, 21), (64, 48)]

  private func bytes(_ count: Int) -> [UInt8] {
    normals(count, index: 1).map { UInt8(min(max($0 * 60 + 128, 0), 255)) }
  }

  @Test(arguments: sizes, [1, 3, 4])
  func `passes of resizing`(size: (width: Int, height: Int), channels: Int) {
    let (width, height) = size
    let source = bytes(width * height * channels)
    let places = 2 * width + 5
    // Two neighbours each, with weights that overshoot.
    let firsts = (0..<places).map { Int32($0 * width / places) }
    let counts = firsts.map { Int32(min(2, width - Int($0))) }
    let weights = (0..<places).flatMap { _ in [Int32(5 << 20), Int32(-1 << 20)] }
    unsafe firsts.withUnsafeBufferPointer { firsts in
      unsafe counts.withUnsafeBufferPointer { counts in
        unsafe weights.withUnsafeBufferPointer { weights in
          var taps = unsafe ck_taps(
            places: places, most: 2, firsts: firsts.baseAddress, counts: counts.baseAddress,
            weights: weights.baseAddress)
          unsafe compare([
            ck_resample_columns, ck_resample_columns_plain, ck_resample_columns_fused,
          ]) { kernel in
            var scratch = [UInt8](
              repeating: 0, count: ck_resample_scratch(width, places, channels))
            var target = [UInt8](repeating: 0, count: height * places * channels)
            unsafe kernel(
              height, width, channels, &taps, width * channels, source, &scratch, &target)
            return target
          }
          // The same bytes as rows: `width` of them, as long as a column was high.
          unsafe compare([ck_resample_rows, ck_resample_rows_plain, ck_resample_rows_fused]) {
            kernel in
            let row = height * channels
            var target = [UInt8](repeating: 0, count: places * row)
            unsafe kernel(row, &taps, row, source, &target)
            return target
          }
        }
      }
    }
  }

  @Test(arguments: sizes, [1, 3, 4])
  func `maps of the plane`(size: (width: Int, height: Int), channels: Int) {
    let (width, height) = size
    let source = bytes(width * height * channels)
    var wide = [UInt8](repeating: 0, count: width * height * 4)
    unsafe compare([ck_widen_pixels, ck_widen_pixels_plain, ck_widen_pixels_fused]) { kernel in
      unsafe kernel(width * height, channels, source, &wide)
      return wide
    }
    let fill: [UInt8] = [1, 2, 3, 4]
    for map in [[0.93, 0.31, -1.7, -0.31, 0.93, 2.2], [1, 0, 1.3, 0, 1, -0.6]] {
      for filter in [ck_affine_nearest, ck_affine_bilinear, ck_affine_bicubic] {
        unsafe compare([ck_affine, ck_affine_plain, ck_affine_fused]) { kernel in
          var target = [UInt8](repeating: 0, count: source.count)
          unsafe kernel(width, height, channels, filter, map, fill, wide, &target)
          return target
        }
      }
    }
  }

  @Test(arguments: sizes, [Float(0.3), 1.7])
  func `saturation, sharpness and mirror images`(
    size: (width: Int, height: Int), factor: Float
  ) {
    let (width, height) = size
    let source = bytes(width * height * 3)
    unsafe compare([ck_saturate, ck_saturate_plain, ck_saturate_fused]) { kernel in
      var target = source
      unsafe kernel(width * height, factor, source, &target)
      return target
    }
    unsafe compare([ck_sharpen, ck_sharpen_plain, ck_sharpen_fused]) { kernel in
      var target = source
      unsafe kernel(width, height, 3, factor, source, &target)
      return target
    }
    unsafe compare([ck_mirror, ck_mirror_plain, ck_mirror_fused]) { kernel in
      var target = source
      unsafe kernel(width, height, 3, source, &target)
      return target
    }
    let sums = unsafe [ck_luma_sum, ck_luma_sum_plain, ck_luma_sum_fused].map {
      unsafe $0(width * height, source)
    }
    #expect(Set(sums).count == 1)
  }

  private func compare<Kernel>(
    _ kernels: [Kernel], sourceLocation: SourceLocation = #_sourceLocation,
    _ run: (Kernel) -> [UInt8]
  ) {
    let results = kernels.map(run)
    #expect(results.allSatisfy { $0 == results[0] }, sourceLocation: sourceLocation)
  }
}

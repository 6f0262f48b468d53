// What this machine can do at most with one thread: products, and copies in and beyond the caches.

import Foundation
import Kernels
import Tensors

/// The ceilings of one thread.
struct Ceilings {
  /// A square matrix product through the library that the kernels use, in GFLOP/s.
  let productRate: Double
  /// Read and written, with both arrays within the second cache, in GB/s.
  let cachedCopyRate: Double
  /// Read and written, with arrays beyond all caches, in GB/s.
  let copyRate: Double

  /// Extent of the product: large against the library's blocks, 12 MiB in all.
  private static let extent = 1_024
  /// Half a megabyte in all: within the second cache of every server processor since 2017.
  private static let cachedCount = 64 << 10
  /// Half a gigabyte in all.
  private static let count = 64 << 20

  init() {
    productRate = Self.product()
    cachedCopyRate = Self.copy(count: Self.cachedCount, repetitions: 2_000)
    copyRate = Self.copy(count: Self.count, repetitions: 1)
  }

  var text: String {
    """
    Ceilings of one thread: sgemm of \(Self.extent) x \(Self.extent) \(rounded(productRate)) GFLOP/s; copy within the \
    second cache \(rounded(cachedCopyRate)) GB/s, beyond the caches \(rounded(copyRate)) GB/s (bytes read plus bytes written).
    oneDNN \(Engine.libraryVersion) (\(Engine.instructionSet)).

    """
  }

  private static func product() -> Double {
    Engine.useOneThread()
    let count = extent * extent
    let memory = AlignedBuffer(count: 3 * count)
    for index in 0..<3 { memory.region(at: index * count, count: count).fill(with: 0.5) }
    let product = Linear(
      rows: extent, x: memory.region(at: 0, count: count),
      y: memory.region(at: count, count: count),
      weights: memory.region(at: 2 * count, count: count), bias: nil)
    return 2 * Double(count * extent) / leastSeconds { product.forward() } / 1e9
  }

  private static func copy(count: Int, repetitions: Int) -> Double {
    let memory = AlignedBuffer(count: 2 * count)
    memory.region(at: 0, count: 2 * count).fill(with: 0.5)
    let (from, to) = (
      memory.region(at: 0, count: count), memory.region(at: count, count: count)
    )
    let seconds = leastSeconds { for _ in 0..<repetitions { to.store(from) } }
    return Double(repetitions * 2 * count * MemoryLayout<Float>.stride) / seconds / 1e9
  }

  /// The processor's time of this process, the least of ten.
  private static func leastSeconds(_ body: () -> Void) -> Double {
    let seconds = (0..<10).map { _ in
      let start = clock()
      body()
      return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
    return seconds.min() ?? .infinity
  }
}

/// Three digits or a little more, for people.
func rounded(_ value: Double) -> String {
  value >= 100 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
}

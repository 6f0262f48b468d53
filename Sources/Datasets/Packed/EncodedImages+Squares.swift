// Packed images as squares of one size in memory, for sets that are small enough.

import Dispatch
import Foundation
import Imaging
import Synchronization

extension EncodedImages {
  /// The images at `indices`, each with its shorter side brought to `resolution` and its middle cut out.
  ///
  /// - Throws: `DataError` if the bytes are not those that were packed, or the squares would fill half of the memory.
  func squares(
    at indices: [Int], resolution: Int, filter: ResamplingFilter
  ) throws -> ImageSet {
    let view = EvaluationView(resolution: resolution, cropRatio: 1, filter: filter)
    let imageBytes = resolution * resolution * description.channels
    try checkRoom(for: indices.count, imageBytes, resolution)
    let pixels = Mutex([UInt8](repeating: 0, count: indices.count * imageBytes))
    try decodeConcurrently(count: indices.count) { place, decoder in
      let square = view.applied(to: try image(at: indices[place], using: &decoder))
      pixels.withLock {
        $0.replaceSubrange(place * imageBytes..<(place + 1) * imageBytes, with: square.bytes)
      }
    }
    return ImageSet(
      pixels: pixels.withLock { $0 }, size: (resolution, resolution),
      labels: indices.map { index.labels[$0] }, classCount: description.classNames.count,
      normalization: description.normalization)
  }

  private func checkRoom(for count: Int, _ imageBytes: Int, _ resolution: Int) throws {
    let room = Int(clamping: ProcessInfo.processInfo.physicalMemory / 2)
    guard count * imageBytes > room else { return }
    throw DataError(
      "data.resolution: \(resolution)",
      found: "\(count) images of \(description.name) take \(count * imageBytes >> 20) MiB",
      expected: "no more than half of the memory, \(room >> 20) MiB",
      remedy: "use a smaller resolution or fewer data.train_images")
  }
}

/// Calls `body` for each place once, on all cores, each thread with a decoder of its own.
///
/// - Throws: The first error of `body`, after which no other place is begun.
package func decodeConcurrently(
  count: Int, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
  _ body: @Sendable (Int, inout JPEGDecoder) throws -> Void
) throws {
  let state = Mutex((next: 0, error: (any Error)?.none))
  DispatchQueue.concurrentPerform(iterations: max(min(threads, count), 1)) { _ in
    var decoder = JPEGDecoder()
    while let place = state.withLock({ state -> Int? in
      guard state.error == nil, state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }) {
      do {
        try body(place, &decoder)
      } catch {
        state.withLock { $0.error = $0.error ?? error }
      }
    }
  }
  if let error = state.withLock({ $0.error }) { throw error }
}

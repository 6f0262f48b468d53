// How fast JPEG files are decoded on one thread, and which pixels come out: for decode.py beside it, which asks Pillow
// the same. Give the files as arguments; they are read before the clock starts.

import Crypto
import Datasets
import Foundation
import Imaging

@main
struct DecodeBenchmark {
  static func main() throws {
    let files = try CommandLine.arguments.dropFirst().map {
      try Data(contentsOf: URL(filePath: $0))
    }
    var decoder = JPEGDecoder()
    var hash = SHA256()
    for file in files { hash.update(data: try decoder.decode(file).bytes) }
    let clock = ContinuousClock()
    var seconds = Double.infinity
    for _ in 0..<3 {
      let duration = try clock.measure {
        for file in files { _ = try decoder.decode(file) }
      }
      seconds = min(seconds, duration / .seconds(1))
    }
    print(
      "\(files.count) images, \(Double(files.count) / seconds) a second, pixels \(hash.finalize())")
  }
}

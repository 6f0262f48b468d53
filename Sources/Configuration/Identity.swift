// The identity of a point and of a run: a hash of canonical values.

import Crypto
import Foundation

extension Configuration {
  /// One line a setting, sorted by path, declared defaults left out: what a point's identity is made of.
  ///
  /// A new setting with a default, another order or another spelling of a number changes nothing.
  public var canonicalText: String {
    let differing = Schema.settings.filter { settings[$0.path] != $0.defaultValue }
    return differing.sorted { $0.path < $1.path }
      .compactMap { setting in
        settings[setting.path].map { "\(setting.path): \($0.canonicalText)\n" }
      }
      .joined()
  }

  /// Identity of the point: 16 hexadecimal digits, the same for all its replicates.
  public var pointID: String { Self.shortHash(canonicalText) }

  /// Identity of the run: the point's and the replicate's number.
  public var runID: String { "\(pointID)-\(seeds.replicate)" }

  private static func shortHash(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }
    .joined()
  }
}

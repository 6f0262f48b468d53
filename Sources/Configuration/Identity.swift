// The identity of a point and of a run: a hash of canonical values.

import Crypto

extension Configuration {
  /// One line a setting, sorted by path, declared defaults left out: what a point's identity is made of.
  ///
  /// A new setting with a default, another order or another spelling of a number changes nothing.
  public var canonicalText: String { canonicalText(leavingOut: []) }

  private func canonicalText(leavingOut unidentified: Set<String>) -> String {
    let differing = Schema.settings.filter {
      settings[$0.path] != $0.defaultValue && !unidentified.contains($0.path)
    }
    return differing.sorted { $0.path < $1.path }
      .compactMap { setting in settings[setting.path].map(setting.canonicalLine) }
      .joined()
  }

  /// Identity of the point: 16 hexadecimal digits, the same for all its replicates.
  public var pointID: String {
    Self.shortHash(Array(canonicalText(leavingOut: unidentified).utf8))
  }

  /// The identity of a point with a text, as bytes.
  package static func pointID(ofText bytes: [UInt8]) -> String { shortHash(bytes) }

  /// Identity of the run: the point's and the replicate's number.
  public var runID: String { Self.runID(of: pointID, replicate: seeds.replicate) }

  /// Identity of a replicate of a point.
  public static func runID(of pointID: String, replicate: Int) -> String {
    "\(pointID)-\(replicate)"
  }

  private static func shortHash(_ text: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = SHA256.hash(data: text).prefix(8).flatMap { byte in
      [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Setting {
  /// The line of a canonical text that gives the setting a value.
  package func canonicalLine(_ value: SettingValue) -> String {
    "\(path): \(value.canonicalText)\n"
  }
}

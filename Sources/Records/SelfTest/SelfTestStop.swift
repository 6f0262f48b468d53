// The places at which a store under test is stopped: before each of its writes, and within each.

/// A place at which a store under test is stopped.
public struct SelfTestStop: Hashable, Sendable, CustomStringConvertible {
  /// Which write.
  public let boundary: StoreBoundary
  /// The how-many-eth time it is met, from 1.
  public let occurrence: Int
  /// Whether some bytes of it are written first.
  public let isWithin: Bool

  /// A stop from its parts.
  public init(_ boundary: StoreBoundary, occurrence: Int, isWithin: Bool) {
    self.boundary = boundary
    self.occurrence = occurrence
    self.isWithin = isWithin
  }

  /// A stop from the text of one; nil for other text.
  public init?(_ text: String) {
    let parts = text.split(separator: "/")
    guard parts.count == 3, let boundary = StoreBoundary(rawValue: String(parts[0])),
      let occurrence = Int(parts[1]), ["before", "within"].contains(parts[2])
    else { return nil }
    self.init(boundary, occurrence: occurrence, isWithin: parts[2] == "within")
  }

  /// Boundary, occurrence, and whether before or within it.
  public var description: String {
    "\(boundary.rawValue)/\(occurrence)/\(isWithin ? "within" : "before")"
  }
}

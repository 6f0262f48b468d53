// What a table of published values asks of us, and what it is told.

public import References

/// A question about a network.
public struct OwnQuestion: Hashable, Sendable {
  /// Its name in the catalogue.
  public let network: String
  /// Side of the images in pixels; nil for the published one.
  public let resolution: Int?
  /// The stem, where it is not the family's.
  public let stem: String?
  /// The factor on the network's channels; nil for 1.
  public let width: Double?
  /// What is asked.
  public let quantity: OwnQuantity
}

/// An answer to it.
public enum OwnValue: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// Words or numbers, in order.
  case list([String])
  /// None, for this reason.
  case missing(reason: String)
}

// The values an attribute can hold, and the Swift types that stand for them.

/// The content of an attribute, as the file holds it; a single value is a list of one.
public enum HDF5AttributeContent: Hashable, Sendable {
  /// Whole numbers.
  case integers([Int])
  /// Floating-point numbers.
  case numbers([Double])
  /// Strings.
  case texts([String])
}

/// A type that attributes can be read as and written from.
public protocol HDF5AttributeValue: Sendable {
  /// The value of an attribute, if its content is of this type.
  static func value(of content: HDF5AttributeContent) -> Self?
  /// What is written for it.
  var content: HDF5AttributeContent { get }
  /// Whether it is written as a single value rather than as a list.
  static var isScalar: Bool { get }
}

/// A type of single values, which lists can be made of.
public protocol HDF5AttributeScalar: HDF5AttributeValue {
  /// The values of an attribute, if its content is of this type.
  static func values(of content: HDF5AttributeContent) -> [Self]?
  /// What is written for a list of them.
  static func content(of values: [Self]) -> HDF5AttributeContent
}

extension HDF5AttributeScalar {
  /// Single values are written as such.
  public static var isScalar: Bool { true }

  /// The single value of an attribute; nil if it has several or another type.
  public static func value(of content: HDF5AttributeContent) -> Self? {
    let values = values(of: content)
    return values?.count == 1 ? values?.first : nil
  }

  /// A list of one.
  public var content: HDF5AttributeContent { Self.content(of: [self]) }
}

extension Array: HDF5AttributeValue where Element: HDF5AttributeScalar {
  /// Lists are written as such.
  public static var isScalar: Bool { false }

  /// All values of an attribute.
  public static func value(of content: HDF5AttributeContent) -> [Element]? {
    Element.values(of: content)
  }

  /// What is written for the list.
  public var content: HDF5AttributeContent { Element.content(of: self) }
}

extension Int: HDF5AttributeScalar {
  /// The whole numbers of an attribute.
  public static func values(of content: HDF5AttributeContent) -> [Int]? {
    if case .integers(let values) = content { values } else { nil }
  }

  /// Whole numbers.
  public static func content(of values: [Int]) -> HDF5AttributeContent { .integers(values) }
}

extension Double: HDF5AttributeScalar {
  /// The numbers of an attribute; whole numbers count.
  public static func values(of content: HDF5AttributeContent) -> [Double]? {
    switch content {
    case .integers(let values): values.map(Double.init)
    case .numbers(let values): values
    case .texts: nil
    }
  }

  /// Floating-point numbers.
  public static func content(of values: [Double]) -> HDF5AttributeContent { .numbers(values) }
}

extension Bool: HDF5AttributeScalar {
  /// Truth values, stored as 0 and 1.
  public static func values(of content: HDF5AttributeContent) -> [Bool]? {
    guard case .integers(let values) = content, values.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      return nil
    }
    return values.map { $0 == 1 }
  }

  /// Zeros and ones.
  public static func content(of values: [Bool]) -> HDF5AttributeContent {
    .integers(values.map { $0 ? 1 : 0 })
  }
}

extension String: HDF5AttributeScalar {
  /// The strings of an attribute.
  public static func values(of content: HDF5AttributeContent) -> [String]? {
    if case .texts(let values) = content { values } else { nil }
  }

  /// Strings.
  public static func content(of values: [String]) -> HDF5AttributeContent { .texts(values) }
}

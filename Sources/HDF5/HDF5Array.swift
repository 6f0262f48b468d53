// The values that a dataset holds: numbers in row-major order, and their shape.

import CHDF5

/// An array read from a file or to be written to one.
public struct HDF5Array<Element: Sendable>: Sendable {
  /// One extent per axis, outermost first; empty for a single value.
  public let shape: [Int]
  /// The elements in row-major order.
  public let elements: [Element]

  /// An array of one axis.
  public init(_ elements: [Element]) {
    self.shape = [elements.count]
    self.elements = elements
  }

  /// An array of any shape; nil if `shape` asks for another number of elements.
  public init?(shape: [Int], elements: [Element]) {
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, *) == elements.count else { return nil }
    self.shape = shape
    self.elements = elements
  }
}

extension HDF5Array: Equatable where Element: Equatable {}

/// A number type that datasets can be read as and written from.
public protocol HDF5Number: BitwiseCopyable, Sendable, AdditiveArithmetic {
  /// How the number lies in memory.
  static var storage: HDF5Storage { get }
}

/// How a number lies in memory.
public enum HDF5Storage: Sendable {
  /// 32-bit and 64-bit floating point.
  case float32, float64
  /// Signed whole numbers.
  case int32, int64
  /// Bytes.
  case uint8

  var nativeType: hid_t {
    locked {
      switch self {
      case .float32: chdf5_native_float()
      case .float64: chdf5_native_double()
      case .int32: chdf5_native_int32()
      case .int64: chdf5_native_int64()
      case .uint8: chdf5_native_uint8()
      }
    }
  }
}

extension Float: HDF5Number {
  /// 32-bit floating point.
  public static var storage: HDF5Storage { .float32 }
}

extension Double: HDF5Number {
  /// 64-bit floating point.
  public static var storage: HDF5Storage { .float64 }
}

extension Int32: HDF5Number {
  /// 32-bit whole numbers.
  public static var storage: HDF5Storage { .int32 }
}

extension Int64: HDF5Number {
  /// 64-bit whole numbers.
  public static var storage: HDF5Storage { .int64 }
}

extension Int: HDF5Number {
  /// 64-bit whole numbers.
  public static var storage: HDF5Storage { .int64 }
}

extension UInt8: HDF5Number {
  /// Bytes.
  public static var storage: HDF5Storage { .uint8 }
}

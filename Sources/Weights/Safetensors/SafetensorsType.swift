// The number types of safetensors, and how those that weights come in become single precision.

import Tensors

/// A number type of the format.
///
/// - Source: github.com/huggingface/safetensors, `Dtype` in its Rust library.
enum SafetensorsType: String, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case float8WithFourExponentBits = "F8_E4M3"
  case float8WithFiveExponentBits = "F8_E5M2"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case unsigned64 = "U64"
  case unsigned32 = "U32"
  case unsigned16 = "U16"
  case unsigned8 = "U8"
  case boolean = "BOOL"
  case complex64 = "C64"

  /// Bytes of one element.
  var byteCount: Int {
    switch self {
    case .float64, .int64, .unsigned64, .complex64: 8
    case .float32, .int32, .unsigned32: 4
    case .float16, .bfloat16, .int16, .unsigned16: 2
    case .float8WithFourExponentBits, .float8WithFiveExponentBits, .int8, .unsigned8, .boolean: 1
    }
  }

  /// How elements become single precision; nil for types that weights do not come in.
  var decoder: SafetensorsDecoder? {
    switch self {
    case .float64: .float64
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .float8WithFourExponentBits, .float8WithFiveExponentBits, .int64, .int32, .int16, .int8,
      .unsigned64, .unsigned32, .unsigned16, .unsigned8, .boolean, .complex64:
      nil
    }
  }
}

/// From little-endian bytes to single precision.
enum SafetensorsDecoder {
  case float64, float32, float16, bfloat16

  /// Decodes all elements of `bytes` into `elements` from `start` on.
  func decode(_ bytes: Span<UInt8>, into elements: inout MutableSpan<Float>, at start: Int) {
    switch self {
    case .float64:
      for index in 0..<bytes.count / 8 {
        let low = UInt64(Self.word(bytes, 8 * index))
        let high = UInt64(Self.word(bytes, 8 * index + 4))
        elements[start + index] = Float(Double(bitPattern: high << 32 | low))
      }
    case .float32:
      for index in 0..<bytes.count / 4 {
        elements[start + index] = Float(bitPattern: Self.word(bytes, 4 * index))
      }
    case .float16:
      for index in 0..<bytes.count / 2 {
        elements[start + index] = Float(Float16(bitPattern: Self.half(bytes, 2 * index)))
      }
    case .bfloat16:  // The upper half of a single-precision number.
      for index in 0..<bytes.count / 2 {
        elements[start + index] = Float(bitPattern: UInt32(Self.half(bytes, 2 * index)) << 16)
      }
    }
  }

  private static func half(_ bytes: Span<UInt8>, _ index: Int) -> UInt16 {
    UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
  }

  private static func word(_ bytes: Span<UInt8>, _ index: Int) -> UInt32 {
    UInt32(half(bytes, index)) | UInt32(half(bytes, index + 2)) << 16
  }
}

// The header of a safetensors file: which arrays lie where.

import Foundation

/// The header of a safetensors file, checked.
///
/// - Source: github.com/huggingface/safetensors, README, "Format".
struct SafetensorsHeader {
  /// An array and where its bytes lie, counted from the first byte behind the header.
  struct Entry {
    let array: StoredArray
    let type: SafetensorsType
    let range: Range<Int>
  }

  /// The longest header, in bytes, that the format's own library reads.
  static let largestByteCount = 100_000_000

  /// The arrays, sorted by name.
  let entries: [Entry]

  /// Reads and checks a header.
  ///
  /// - Parameters:
  ///   - text: The header's bytes.
  ///   - dataByteCount: Bytes of the file behind the header.
  /// - Throws: `HeaderProblem`.
  init(_ text: Data, dataByteCount: Int) throws(HeaderProblem) {
    let document = try HeaderDocument(json: text)
    var entries: [Entry] = []
    for (name, record) in document.arrays.sorted(by: { $0.key < $1.key }) {
      entries.append(try Self.entry(name, record))
    }
    try Self.checkCover(entries, dataByteCount)
    self.entries = entries
  }

  private static func entry(
    _ name: String, _ record: HeaderDocument.ArrayRecord
  ) throws(HeaderProblem) -> Entry {
    guard let type = SafetensorsType(rawValue: record.dtype) else {
      let known = SafetensorsType.allCases.map(\.rawValue).joined(separator: ", ")
      throw HeaderProblem("'\(name)' has the unknown dtype '\(record.dtype)'; expected \(known)")
    }
    let offsets = record.dataOffsets
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1] else {
      throw HeaderProblem("'\(name)' has data_offsets \(offsets); expected a begin and an end")
    }
    var size = type.byteCount
    for extent in record.shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflows else {
        throw HeaderProblem("'\(name)' has the shape \(record.shape), which no file can hold")
      }
      size = product
    }
    guard offsets[1] - offsets[0] == size else {
      throw HeaderProblem(
        "'\(name)' has \(offsets[1] - offsets[0]) bytes; expected \(size) for \(record.dtype) "
          + "\(record.shape)")
    }
    return Entry(
      array: StoredArray(name: name, shape: record.shape), type: type,
      range: offsets[0]..<offsets[1])
  }

  /// The arrays must cover the data without overlap and without holes, as the format says.
  private static func checkCover(
    _ entries: [Entry], _ dataByteCount: Int
  ) throws(HeaderProblem) {
    var end = 0
    let order = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for entry in order {
      guard entry.range.upperBound <= dataByteCount else {
        throw HeaderProblem(
          "'\(entry.array.name)' ends at byte \(entry.range.upperBound) of the data and the file "
            + "has \(dataByteCount); it is truncated")
      }
      guard entry.range.lowerBound == end else {
        throw HeaderProblem(
          "'\(entry.array.name)' begins at byte \(entry.range.lowerBound) of the data; expected "
            + "\(end), where the array before it ends")
      }
      end = entry.range.upperBound
    }
    guard end == dataByteCount else {
      throw HeaderProblem(
        "\(dataByteCount - end) bytes behind the last array; expected the end of the file")
    }
  }
}

/// What is wrong with a header.
struct HeaderProblem: Error {
  let text: String

  init(_ text: String) { self.text = text }
}

/// The JSON of a header.
private struct HeaderDocument: Decodable {
  struct ArrayRecord: Decodable {
    var dtype: String
    var shape: [Int]
    var dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var arrays: [String: ArrayRecord] = [:]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for key in container.allKeys {
      if key.stringValue == "__metadata__" {
        _ = try container.decode([String: String].self, forKey: key)
      } else {
        arrays[key.stringValue] = try container.decode(ArrayRecord.self, forKey: key)
      }
    }
  }

  init(json text: Data) throws(HeaderProblem) {
    do {
      self = try JSONDecoder().decode(Self.self, from: text)
    } catch let error as DecodingError {
      throw HeaderProblem("the header is not as the format says: \(Self.text(error))")
    } catch {
      throw HeaderProblem("the header is not JSON: \(error)")
    }
    if let name = repeatedName(inJSON: text) {
      throw HeaderProblem("the header has the name '\(name)' twice in one object")
    }
  }

  private static func text(_ error: DecodingError) -> String {
    let context: DecodingError.Context? =
      switch error {
      case .keyNotFound(_, let context), .typeMismatch(_, let context),
        .valueNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    let path = (context?.codingPath ?? []).map(\.stringValue).joined(separator: "/")
    let problem = context?.debugDescription ?? "\(error)"
    return path.isEmpty ? problem : "'\(path)': \(problem)"
  }
}

// Images of the golden files are [N, C, ...pixels]; ours are [N, ...pixels, C].

/// Moves the channels behind the pixels: `[N, C, P]` becomes `[N, P, C]`.
public func channelsLast<Element>(_ x: [Element], shape: [Int]) -> [Element] {
  let (images, channels) = (shape[0], shape[1])
  return transposed(x, batches: images, rows: channels, columns: x.count / (images * channels))
}

/// Moves the channels before the pixels: `[N, P, C]` becomes `[N, C, P]`, the shape given.
public func channelsFirst<Element>(_ x: [Element], shape: [Int]) -> [Element] {
  let (images, channels) = (shape[0], shape[1])
  return transposed(x, batches: images, rows: x.count / (images * channels), columns: channels)
}

private func transposed<Element>(
  _ x: [Element], batches: Int, rows: Int, columns: Int
) -> [Element] {
  var result: [Element] = []
  result.reserveCapacity(x.count)
  for batch in 0..<batches {
    for column in 0..<columns {
      for row in 0..<rows { result.append(x[(batch * rows + row) * columns + column]) }
    }
  }
  return result
}

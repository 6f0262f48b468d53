// Gzip through zlib.

import CZlib

/// The bytes of one gzip member.
func gunzipped(_ compressed: [UInt8]) throws -> [UInt8] {
  // Allocated, since zlib refuses a stream that has moved.
  let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  unsafe stream.initialize(to: z_stream())
  defer { unsafe stream.deallocate() }
  let gzipWithLargestWindow = 16 + MAX_WBITS
  let size = unsafe Int32(MemoryLayout<z_stream>.size)
  let status = unsafe inflateInit2_(stream, gzipWithLargestWindow, ZLIB_VERSION, size)
  guard status == Z_OK else { throw problem(status) }
  defer { unsafe inflateEnd(stream) }
  return try unsafe compressed.withUnsafeBufferPointer { input in
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    guard let count = UInt32(exactly: input.count) else { throw problem(Z_BUF_ERROR) }
    unsafe stream.pointee.avail_in = count
    let output = try unsafe gathered { chunk in try unsafe inflateChunk(stream, chunk) }
    let rest = unsafe Int(stream.pointee.avail_in)
    if rest > 0 { throw DecompressionProblem.trailing(inputBytes: rest) }
    return output
  }
}

private func inflateChunk(
  _ stream: UnsafeMutablePointer<z_stream>, _ chunk: UnsafeMutableBufferPointer<UInt8>
) throws -> DecoderProgress {
  unsafe stream.pointee.next_out = chunk.baseAddress
  unsafe stream.pointee.avail_out = UInt32(chunk.count)
  let status = unsafe inflate(stream, Z_NO_FLUSH)
  // Z_BUF_ERROR: no more input; the caller sees that nothing was written.
  guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else { throw problem(status) }
  let written = unsafe chunk.count - Int(stream.pointee.avail_out)
  return DecoderProgress(written: written, hasEnded: status == Z_STREAM_END)
}

private func problem(_ status: Int32) -> DecompressionProblem {
  .damaged(library: "zlib", status: Int(status))
}

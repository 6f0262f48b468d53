// XZ through liblzma.

import CLZMA

/// The bytes of one xz stream.
func unxzipped(_ compressed: [UInt8]) throws -> [UInt8] {
  let stream = UnsafeMutablePointer<lzma_stream>.allocate(capacity: 1)
  unsafe stream.initialize(to: lzma_stream())
  defer { unsafe stream.deallocate() }
  let status = unsafe lzma_stream_decoder(stream, UInt64.max, 0)
  guard status == LZMA_OK else { throw problem(status) }
  defer { unsafe lzma_end(stream) }
  return try unsafe compressed.withUnsafeBufferPointer { input in
    unsafe stream.pointee.next_in = input.baseAddress
    unsafe stream.pointee.avail_in = input.count
    let output = try unsafe gathered { chunk in try unsafe decodeChunk(stream, chunk) }
    let rest = unsafe stream.pointee.avail_in
    if rest > 0 { throw DecompressionProblem.trailing(inputBytes: rest) }
    return output
  }
}

private func decodeChunk(
  _ stream: UnsafeMutablePointer<lzma_stream>, _ chunk: UnsafeMutableBufferPointer<UInt8>
) throws -> DecoderProgress {
  unsafe stream.pointee.next_out = chunk.baseAddress
  unsafe stream.pointee.avail_out = chunk.count
  let status = unsafe lzma_code(stream, LZMA_FINISH)
  // LZMA_BUF_ERROR: no more input; the caller sees that nothing was written.
  guard [LZMA_OK, LZMA_STREAM_END, LZMA_BUF_ERROR].contains(status) else { throw problem(status) }
  let written = unsafe chunk.count - stream.pointee.avail_out
  return DecoderProgress(written: written, hasEnded: status == LZMA_STREAM_END)
}

private func problem(_ status: lzma_ret) -> DecompressionProblem {
  .damaged(library: "liblzma", status: Int(status.rawValue))
}

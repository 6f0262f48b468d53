// Resizing bytes along one axis with weights in fixed point.

#pragma STDC FP_CONTRACT OFF

#include "cpixels.h"
#include "clones.h"
#include "vectors.h"

enum { precision_bits = 22, lanes = 16 };

typedef uint8_t bytes_16 __attribute__((vector_size(16)));
typedef int32_t words_16 __attribute__((vector_size(64)));

enum { half = 1 << (precision_bits - 1) };

// sum += weight * 16 bytes.
CK_INLINE void add_product(words_16 *sum, int32_t weight, const uint8_t *from) {
  bytes_16 bytes;
  memcpy(&bytes, from, sizeof bytes);
  *sum += weight * __builtin_convertvector(bytes, words_16);
}

CK_INLINE void store_rounded(const words_16 *sum, uint8_t *to) {
  const words_16 zero = {0}, whole = *sum >> precision_bits;
  const words_16 held = __builtin_elementwise_min(__builtin_elementwise_max(whole, zero), zero + 255);
  const bytes_16 bytes = __builtin_convertvector(held, bytes_16);
  memcpy(to, &bytes, sizeof bytes);
}

CK_INLINE uint8_t rounded(int32_t sum) {
  sum >>= precision_bits;
  return (uint8_t)(sum < 0 ? 0 : sum > 255 ? 255 : sum);
}

// Turns 16 rows of 16 bytes into columns.
CK_INLINE void transpose_16(bytes_16 rows[16]) {
  CK_UNROLL
  for (int stage = 0; stage < 4; stage++) {
    bytes_16 next[16];
    CK_UNROLL
    for (int i = 0; i < 8; i++) {
      next[2 * i] = __builtin_shufflevector(rows[i], rows[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5,
                                            21, 6, 22, 7, 23);
      next[2 * i + 1] = __builtin_shufflevector(rows[i], rows[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12,
                                                28, 13, 29, 14, 30, 15, 31);
    }
    CK_UNROLL
    for (int i = 0; i < 16; i++) rows[i] = next[i];
  }
}

// columns[b, r] = rows[r, b]; a missing row is the last one again.
CK_INLINE void gather_rows(size_t rows, size_t bytes, size_t stride, const uint8_t *restrict from,
                           uint8_t *restrict columns) {
  const uint8_t *starts[lanes];
  for (size_t r = 0; r < lanes; r++) starts[r] = from + stride * ck_smaller(r, rows - 1);
  size_t b = 0;
  for (; b + lanes <= bytes; b += lanes) {
    bytes_16 block[lanes];
    CK_UNROLL
    for (int r = 0; r < lanes; r++) memcpy(&block[r], starts[r] + b, lanes);
    transpose_16(block);
    memcpy(columns + b * lanes, block, sizeof block);
  }
  for (; b < bytes; b++)
    for (size_t r = 0; r < lanes; r++) columns[b * lanes + r] = starts[r][b];
}

// rows[r, b] = columns[b, r].
CK_INLINE void scatter_rows(size_t rows, size_t bytes, const uint8_t *restrict columns,
                            uint8_t *restrict to) {
  size_t b = 0;
  for (; b + lanes <= bytes; b += lanes) {
    bytes_16 block[lanes];
    memcpy(block, columns + b * lanes, sizeof block);
    transpose_16(block);
    for (size_t r = 0; r < rows; r++) memcpy(to + r * bytes + b, &block[r], lanes);
  }
  for (; b < bytes; b++)
    for (size_t r = 0; r < rows; r++) to[r * bytes + b] = columns[b * lanes + r];
}

// One place of 16 rows, with `channels` known to the compiler.
CK_INLINE void resample_place(size_t channels, size_t count, const int32_t *weights,
                              const uint8_t *restrict from, uint8_t *restrict to) {
  words_16 sums[4];
  CK_UNROLL
  for (size_t c = 0; c < channels; c++) sums[c] = (words_16){0} + half;
  for (size_t k = 0; k < count; k++)
    CK_UNROLL
    for (size_t c = 0; c < channels; c++)
      add_product(&sums[c], weights[k], from + (k * channels + c) * lanes);
  CK_UNROLL
  for (size_t c = 0; c < channels; c++) store_rounded(&sums[c], to + c * lanes);
}

size_t ck_resample_scratch(size_t width, size_t places, size_t channels) {
  return (width + places) * channels * lanes;
}

CK_CLONES
void ck_resample_columns(size_t rows, size_t width, size_t channels, const ck_taps *taps, size_t stride,
                         const uint8_t *restrict source, uint8_t *restrict scratch,
                         uint8_t *restrict target) {
  uint8_t *columns = scratch, *results = scratch + width * channels * lanes;
  for (size_t row = 0; row < rows; row += lanes) {
    const size_t count = ck_smaller(lanes, rows - row);
    gather_rows(count, width * channels, stride, source + row * stride, columns);
    for (size_t i = 0; i < taps->places; i++) {
      const int32_t *weights = taps->weights + i * taps->most;
      const uint8_t *from = columns + (size_t)taps->firsts[i] * channels * lanes;
      uint8_t *to = results + i * channels * lanes;
      const size_t length = (size_t)taps->counts[i];
      if (channels == 3) resample_place(3, length, weights, from, to);
      else if (channels == 1) resample_place(1, length, weights, from, to);
      else if (channels == 4) resample_place(4, length, weights, from, to);
      else resample_place(2, length, weights, from, to);
    }
    const size_t row_bytes = taps->places * channels;
    scatter_rows(count, row_bytes, results, target + row * row_bytes);
  }
}

CK_CLONES
void ck_resample_rows(size_t bytes, const ck_taps *taps, size_t stride, const uint8_t *restrict source,
                      uint8_t *restrict target) {
  enum { together = 4 };
  for (size_t i = 0; i < taps->places; i++) {
    const int32_t *weights = taps->weights + i * taps->most;
    const size_t count = (size_t)taps->counts[i];
    const uint8_t *from = source + (size_t)taps->firsts[i] * stride;
    uint8_t *to = target + i * bytes;
    size_t b = 0;
    for (; b + together * lanes <= bytes; b += together * lanes) {
      words_16 sums[together];
      CK_UNROLL
      for (int j = 0; j < together; j++) sums[j] = (words_16){0} + half;
      for (size_t k = 0; k < count; k++)
        CK_UNROLL
        for (int j = 0; j < together; j++)
          add_product(&sums[j], weights[k], from + k * stride + b + j * lanes);
      CK_UNROLL
      for (int j = 0; j < together; j++) store_rounded(&sums[j], to + b + j * lanes);
    }
    for (; b + lanes <= bytes; b += lanes) {
      words_16 sum = (words_16){0} + half;
      for (size_t k = 0; k < count; k++) add_product(&sum, weights[k], from + k * stride + b);
      store_rounded(&sum, to + b);
    }
    for (; b < bytes; b++) {
      int32_t sum = half;
      for (size_t k = 0; k < count; k++) sum += weights[k] * from[k * stride + b];
      to[b] = rounded(sum);
    }
  }
}

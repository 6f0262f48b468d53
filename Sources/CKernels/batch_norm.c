// Batch norm fused with activation and residual: the fewest passes over memory.
//
// Rows are taken in blocks small enough for the first-level cache. Within a block each channel has a sum of its own
// in single precision; blocks are added up in double precision. The order is fixed by the shape alone.

#include "clones.h"
#include "include/ckernels.h"

#pragma STDC FP_CONTRACT OFF

enum { lanes = 16, block_rows = 64 };

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static void clear(size_t n, double *x) {
  for (size_t i = 0; i < n; i++) x[i] = 0;
}

// Adds up `count` rows of up to 16 channels. Instantiated with a constant width for full lanes.
#define FOR_LANES(width) for (size_t l = 0; l < (width); l++)

static inline __attribute__((always_inline)) void column_block(size_t count, size_t channels,
                                                               size_t width, const float *x,
                                                               double *totals) {
  float sum[lanes] = {0};
  for (size_t r = 0; r < count; r++) FOR_LANES(width) sum[l] += x[r * channels + l];
  FOR_LANES(width) totals[l] += sum[l];
}

CK_CLONES void ck_column_sums(size_t rows, size_t channels, const float *restrict x,
                              double *restrict totals, float *restrict sums) {
  clear(channels, totals);
  for (size_t r = 0; r < rows; r += block_rows) {
    const size_t count = smaller(block_rows, rows - r);
    for (size_t c = 0; c < channels; c += lanes) {
      const size_t width = smaller(lanes, channels - c);
      const float *block = x + r * channels + c;
      if (width == lanes) column_block(count, channels, lanes, block, totals + c);
      else column_block(count, channels, width, block, totals + c);
    }
  }
  for (size_t c = 0; c < channels; c++) sums[c] = (float)totals[c];
}

static inline __attribute__((always_inline)) void moment_block(size_t count, size_t channels,
                                                               size_t width, const float *x,
                                                               const float *origin, double *sums,
                                                               double *squares) {
  float sum[lanes] = {0}, square[lanes] = {0}, zero[lanes];
  FOR_LANES(width) zero[l] = origin[l];
  for (size_t r = 0; r < count; r++)
    FOR_LANES(width) {
      const float difference = x[r * channels + l] - zero[l];
      sum[l] += difference;
      square[l] += difference * difference;
    }
  FOR_LANES(width) sums[l] += sum[l];
  FOR_LANES(width) squares[l] += square[l];
}

CK_CLONES void ck_moments(size_t rows, size_t channels, const float *restrict x,
                          double *restrict totals, float *restrict mean,
                          float *restrict variance) {
  clear(2 * channels, totals);
  for (size_t r = 0; r < rows; r += block_rows) {
    const size_t count = smaller(block_rows, rows - r);
    for (size_t c = 0; c < channels; c += lanes) {
      const size_t width = smaller(lanes, channels - c);
      const float *block = x + r * channels + c;
      double *sums = totals + c, *squares = totals + channels + c;
      if (width == lanes) moment_block(count, channels, lanes, block, x + c, sums, squares);
      else moment_block(count, channels, width, block, x + c, sums, squares);
    }
  }
  for (size_t c = 0; c < channels; c++) {
    const double shift = totals[c] / (double)rows;
    const double spread = totals[channels + c] / (double)rows - shift * shift;
    mean[c] = (float)(x[c] + shift);
    variance[c] = spread > 0 ? (float)spread : 0;
  }
}

CK_CLONES void ck_scale_shift(size_t rows, size_t channels, const float *restrict x,
                              const float *restrict scale, const float *restrict shift,
                              const float *restrict residual, bool relu, float *restrict y) {
  for (size_t r = 0; r < rows; r++) {
    const float *from = x + r * channels;
    float *to = y + r * channels;
    if (residual && relu) {
      const float *other = residual + r * channels;
      for (size_t c = 0; c < channels; c++) {
        const float value = from[c] * scale[c] + shift[c] + other[c];
        to[c] = value < 0 ? 0 : value;
      }
    } else if (residual) {
      const float *other = residual + r * channels;
      for (size_t c = 0; c < channels; c++) to[c] = from[c] * scale[c] + shift[c] + other[c];
    } else if (relu) {
      for (size_t c = 0; c < channels; c++) {
        const float value = from[c] * scale[c] + shift[c];
        to[c] = value < 0 ? 0 : value;
      }
    } else {
      for (size_t c = 0; c < channels; c++) to[c] = from[c] * scale[c] + shift[c];
    }
  }
}

static inline __attribute__((always_inline)) void gradient_block(
    size_t count, size_t channels, size_t width, const float *x, const float *y, const float *dy,
    const float *mean, double *sums, double *products) {
  float sum[lanes] = {0}, product[lanes] = {0}, center[lanes];
  FOR_LANES(width) center[l] = mean[l];
  for (size_t r = 0; r < count; r++)
    FOR_LANES(width) {
      const size_t i = r * channels + l;
      const float d = !y || y[i] > 0 ? dy[i] : 0;
      sum[l] += d;
      product[l] += d * (x[i] - center[l]);
    }
  FOR_LANES(width) sums[l] += sum[l];
  FOR_LANES(width) products[l] += product[l];
}

CK_CLONES void ck_batch_norm_sums(size_t rows, size_t channels, const float *restrict x,
                                  const float *restrict y, const float *restrict dy,
                                  const float *restrict mean, double *restrict totals,
                                  float *restrict sum_d, float *restrict sum_dx) {
  clear(2 * channels, totals);
  for (size_t r = 0; r < rows; r += block_rows) {
    const size_t count = smaller(block_rows, rows - r);
    for (size_t c = 0; c < channels; c += lanes) {
      const size_t width = smaller(lanes, channels - c), at = r * channels + c;
      double *sums = totals + c, *products = totals + channels + c;
      if (width < lanes)
        gradient_block(count, channels, width, x + at, y ? y + at : 0, dy + at, mean + c, sums,
                       products);
      else if (y)
        gradient_block(count, channels, lanes, x + at, y + at, dy + at, mean + c, sums, products);
      else
        gradient_block(count, channels, lanes, x + at, 0, dy + at, mean + c, sums, products);
    }
  }
  for (size_t c = 0; c < channels; c++) {
    sum_d[c] = (float)totals[c];
    sum_dx[c] = (float)totals[channels + c];
  }
}

CK_CLONES void ck_batch_norm_gradient(size_t rows, size_t channels, const float *restrict x,
                                      const float *restrict y, const float *restrict a,
                                      const float *restrict b, const float *restrict e,
                                      float *restrict dy, float *restrict dx) {
  for (size_t r = 0; r < rows; r++) {
    const float *in = x + r * channels;
    const float *out = y ? y + r * channels : 0;
    float *d = dy + r * channels;
    if (dx && out) {
      float *to = dx + r * channels;
      for (size_t c = 0; c < channels; c++) {
        const float masked = out[c] > 0 ? d[c] : 0;
        d[c] = masked;
        to[c] = a[c] * masked + b[c] * in[c] + e[c];
      }
    } else if (dx) {
      float *to = dx + r * channels;
      for (size_t c = 0; c < channels; c++) to[c] = a[c] * d[c] + b[c] * in[c] + e[c];
    } else if (out) {
      for (size_t c = 0; c < channels; c++) {
        const float masked = out[c] > 0 ? d[c] : 0;
        d[c] = a[c] * masked + b[c] * in[c] + e[c];
      }
    } else {
      for (size_t c = 0; c < channels; c++) d[c] = a[c] * d[c] + b[c] * in[c] + e[c];
    }
  }
}

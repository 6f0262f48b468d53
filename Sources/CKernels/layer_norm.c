// Layer norm: each row is read once from memory and normalised while it is in the first-level cache.
//
// Sums along a row run in 16 lanes, added in a fixed tree; sums over rows run in single precision within blocks of
// 64 rows, blocks added in double precision. The order is fixed by the shape alone.

#include <math.h>

#include "clones.h"
#include "include/ckernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_layer_norm(size_t rows, size_t channels, float epsilon, const float *restrict x,
                             const float *restrict gamma, const float *restrict beta,
                             float *restrict y, float *restrict saved) {
  const float count = (float)channels;
  for (size_t r = 0; r < rows; r++) {
    const float *from = x + r * channels;
    float *to = y + r * channels;
    // Differences from the first element: a large mean does not cancel.
    const float origin = from[0];
    float sums[ck_lanes] = {0}, squares[ck_lanes] = {0};
    CK_FOR_LANES(channels, sums[l] += from[i] - origin);
    const float mean = origin + ck_lane_sum(sums) / count;
    CK_FOR_LANES(channels, squares[l] += (from[i] - mean) * (from[i] - mean));
    const float inverse = 1.0f / sqrtf(ck_lane_sum(squares) / count + epsilon);
    for (size_t c = 0; c < channels; c++) to[c] = (from[c] - mean) * inverse * gamma[c] + beta[c];
    saved[2 * r] = mean;
    saved[2 * r + 1] = inverse;
  }
}

// One row: sums for the row's own gradient, and the row's part of those of gamma and beta.
static inline __attribute__((always_inline)) void gradient_row(
    size_t channels, const float *from, const float *d, const float *gamma, float mean,
    float inverse, bool accumulates, float *to, float *sum_d, float *sum_dx) {
  float slopes[ck_lanes] = {0}, products[ck_lanes] = {0};
  CK_FOR_LANES(channels, {
    const float normalised = (from[i] - mean) * inverse, slope = d[i] * gamma[i];
    slopes[l] += slope;
    products[l] += slope * normalised;
    sum_d[i] += d[i];
    sum_dx[i] += d[i] * normalised;
  });
  const float count = (float)channels;
  const float shift = ck_lane_sum(slopes) / count, bend = ck_lane_sum(products) / count;
  for (size_t c = 0; c < channels; c++) {
    const float normalised = (from[c] - mean) * inverse;
    const float gradient = inverse * (d[c] * gamma[c] - shift - normalised * bend);
    to[c] = accumulates ? to[c] + gradient : gradient;
  }
}

static inline __attribute__((always_inline)) void add_block(size_t n, float *restrict block,
                                                            double *restrict totals) {
  for (size_t i = 0; i < n; i++) totals[i] += (double)block[i];
  for (size_t i = 0; i < n; i++) block[i] = 0;
}

CK_CLONES void ck_layer_norm_backward(size_t rows, size_t channels, const float *restrict x,
                                      const float *restrict gamma, const float *restrict saved,
                                      const float *restrict dy, bool accumulates,
                                      float *restrict dx, float *restrict d_gamma,
                                      float *restrict d_beta, double *restrict totals) {
  for (size_t c = 0; c < 2 * channels; c++) totals[c] = 0;
  for (size_t c = 0; c < channels; c++) d_gamma[c] = d_beta[c] = 0;
  for (size_t r = 0; r < rows; r++) {
    const size_t at = r * channels;
    const float mean = saved[2 * r], inverse = saved[2 * r + 1];
    if (accumulates)
      gradient_row(channels, x + at, dy + at, gamma, mean, inverse, true, dx + at, d_beta,
                   d_gamma);
    else
      gradient_row(channels, x + at, dy + at, gamma, mean, inverse, false, dx + at, d_beta,
                   d_gamma);
    if ((r + 1) % ck_block_rows == 0 || r + 1 == rows) {
      add_block(channels, d_beta, totals);
      add_block(channels, d_gamma, totals + channels);
    }
  }
  for (size_t c = 0; c < channels; c++) {
    d_beta[c] = (float)totals[c];
    d_gamma[c] = (float)totals[channels + c];
  }
}

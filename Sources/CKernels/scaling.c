// Products with one factor an image or a channel.

#include "clones.h"
#include "include/ckernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

enum { scale_lanes = 32 };

CK_CLONES void ck_scale_rows(size_t rows, size_t n, const float *factors, const float *x,
                             float *y) {
  for (size_t r = 0; r < rows; r++) {
    const float factor = factors[r];
    const size_t first = r * n, last = first + n;
    // Apart, since a loop over arrays that may overlap in any way is no vector loop.
    if (x == y)
      for (size_t i = first; i < last; i++) y[i] *= factor;
    else
      for (size_t i = first; i < last; i++) y[i] = x[i] * factor;
  }
}

CK_CLONES void ck_channel_scale(size_t images, size_t pixels, size_t channels,
                                const float *restrict x, const float *restrict factors,
                                float *restrict y) {
  for (size_t n = 0; n < images; n++) {
    const float *factor = factors + n * channels;
    for (size_t p = n * pixels; p < (n + 1) * pixels; p++)
      for (size_t c = 0; c < channels; c++) y[p * channels + c] = x[p * channels + c] * factor[c];
  }
}

// Up to 32 channels of one image. Instantiated with a constant width for full lanes.
static inline __attribute__((always_inline)) void scale_gradient(
    size_t pixels, size_t channels, size_t width, const float *x, const float *factors, float *dy,
    float *d_factors) {
  double totals[scale_lanes] = {0};
  float factor[scale_lanes];
  for (size_t l = 0; l < width; l++) factor[l] = factors[l];
  for (size_t first = 0; first < pixels; first += ck_block_rows) {
    const size_t last = pixels - first < ck_block_rows ? pixels : first + ck_block_rows;
    float sums[scale_lanes] = {0};
    for (size_t p = first; p < last; p++)
      for (size_t l = 0; l < width; l++) {
        const float d = dy[p * channels + l];
        sums[l] += d * x[p * channels + l];
        dy[p * channels + l] = d * factor[l];
      }
    for (size_t l = 0; l < width; l++) totals[l] += (double)sums[l];
  }
  for (size_t l = 0; l < width; l++) d_factors[l] = (float)totals[l];
}

CK_CLONES void ck_channel_scale_backward(size_t images, size_t pixels, size_t channels,
                                         const float *restrict x, const float *restrict factors,
                                         float *restrict dy, float *restrict d_factors) {
  for (size_t n = 0; n < images; n++)
    for (size_t c = 0; c < channels; c += scale_lanes) {
      const size_t at = n * pixels * channels + c, f = n * channels + c;
      const size_t width = channels - c < scale_lanes ? channels - c : scale_lanes;
      if (width == scale_lanes)
        scale_gradient(pixels, channels, scale_lanes, x + at, factors + f, dy + at, d_factors + f);
      else
        scale_gradient(pixels, channels, width, x + at, factors + f, dy + at, d_factors + f);
    }
}

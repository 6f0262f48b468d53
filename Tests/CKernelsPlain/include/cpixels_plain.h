// The kernels of pixels for one instruction set each, to compare bytes with.

#ifndef CPIXELS_PLAIN_H
#define CPIXELS_PLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "cpixels.h"

#define CK_PIXEL_KERNELS(variant)                                                                  \
  void ck_resample_columns##variant(size_t rows, size_t width, size_t channels,                    \
                                    const ck_taps *taps, size_t stride, const uint8_t *source,     \
                                    uint8_t *scratch, uint8_t *target);                            \
  void ck_resample_rows##variant(size_t bytes, const ck_taps *taps, size_t stride,                 \
                                 const uint8_t *source, uint8_t *target);                          \
  void ck_affine##variant(size_t width, size_t height, size_t channels, ck_affine_filter filter,   \
                          const double *map, const uint8_t *fill, const uint8_t *source,           \
                          uint8_t *target);                                                        \
  void ck_widen_pixels##variant(size_t pixels, size_t channels, const uint8_t *from, uint8_t *to); \
  uint64_t ck_luma_sum##variant(size_t pixels, const uint8_t *source);                             \
  void ck_saturate##variant(size_t pixels, float factor, const uint8_t *source, uint8_t *target);  \
  void ck_sharpen##variant(size_t width, size_t height, size_t channels, float factor,             \
                           const uint8_t *source, uint8_t *target);                                \
  void ck_mirror##variant(size_t width, size_t height, size_t channels, const uint8_t *source,     \
                          uint8_t *target);

CK_PIXEL_KERNELS(_plain)
CK_PIXEL_KERNELS(_fused)

#endif

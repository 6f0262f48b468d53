// An image seen through a map of the plane.

#pragma STDC FP_CONTRACT OFF

#include "cpixels.h"
#include "clones.h"
#include "vectors.h"

// One pixel: its channels in double precision, since results are truncated.
typedef double pixel __attribute__((vector_size(32)));
typedef uint8_t pixel_bytes __attribute__((vector_size(4)));
typedef int32_t pixel_words __attribute__((vector_size(16)));

CK_INLINE void load_pixel(pixel *to, const uint8_t *row, ptrdiff_t place, ptrdiff_t count) {
  pixel_bytes bytes;
  memcpy(&bytes, row + 4 * (place < 0 ? 0 : place >= count ? count - 1 : place), sizeof bytes);
  *to = __builtin_convertvector(__builtin_convertvector(bytes, pixel_words), pixel);
}

// p[0] to p[1] by d.
CK_INLINE void between(pixel *to, const pixel p[2], double d) { *to = p[0] + (p[1] - p[0]) * d; }

// Pillow's cubic, a = -1, from p[1] to p[2] by d.
CK_INLINE void cubic(pixel *to, const pixel p[4], double d) {
  const pixel linear = -p[0] + p[2], square = 2 * (p[0] - p[1]) + p[2] - p[3];
  const pixel cube = -p[0] + p[1] - p[2] + p[3];
  *to = p[1] + d * (linear + d * (square + d * cube));
}

// floor of a number that is at least -1.
CK_INLINE ptrdiff_t floored(double value) { return (ptrdiff_t)(value + 1) - 1; }

// The value at (x, y), whose pixel lies inside. Columns beyond the image are its last; of rows beyond it, those above
// are its first and those below repeat the row before.
CK_INLINE void find(pixel *to, const uint8_t *source, ptrdiff_t width, ptrdiff_t height, bool is_cubic,
                    double x, double y) {
  const ptrdiff_t column = floored(x), row = floored(y), reach = is_cubic ? 1 : 0;
  const double dx = x - (double)column, dy = y - (double)row;
  pixel rows[4], columns[4];
  CK_UNROLL
  for (ptrdiff_t i = 0; i < (is_cubic ? 4 : 2); i++) {
    const ptrdiff_t place = row - reach + i;
    if (i > 0 && place >= height) {
      rows[i] = rows[i - 1];
      continue;
    }
    const uint8_t *from = source + 4 * width * (place < 0 ? 0 : place);
    CK_UNROLL
    for (ptrdiff_t j = 0; j < (is_cubic ? 4 : 2); j++)
      load_pixel(&columns[j], from, column - reach + j, width);
    if (is_cubic) cubic(&rows[i], columns, dx);
    else between(&rows[i], columns, dx);
  }
  if (!is_cubic) {
    between(to, rows, dy);
    return;
  }
  cubic(to, rows, dy);
  *to = __builtin_elementwise_min(__builtin_elementwise_max(*to, (pixel){0}), (pixel){0} + 255);
}

CK_INLINE void store_truncated(const pixel *value, size_t channels, uint8_t *to) {
  const pixel_bytes bytes =
      __builtin_convertvector(__builtin_convertvector(*value, pixel_words), pixel_bytes);
  memcpy(to, &bytes, channels);
}

CK_INLINE void affine_between(size_t width, size_t height, size_t channels, bool is_cubic,
                              const double *map, const uint8_t *fill, const uint8_t *restrict source,
                              uint8_t *restrict target) {
  const double w = (double)width, h = (double)height;
  for (size_t row = 0; row < height; row++) {
    const double y = (double)row + 0.5;
    for (size_t column = 0; column < width; column++) {
      const double x = (double)column + 0.5;
      const double from_x = map[0] * x + map[1] * y + map[2];
      const double from_y = map[3] * x + map[4] * y + map[5];
      uint8_t *to = target + (row * width + column) * channels;
      if (!(from_x >= 0 && from_x < w && from_y >= 0 && from_y < h)) {
        memcpy(to, fill, channels);
        continue;
      }
      pixel value;
      find(&value, source, (ptrdiff_t)width, (ptrdiff_t)height, is_cubic, from_x - 0.5, from_y - 0.5);
      store_truncated(&value, channels, to);
    }
  }
}

// A number in units of 2^-16, as the nearest pixel is looked for.
CK_INLINE int32_t fixed(double value) { return (int32_t)__builtin_floor(value * 65536 + 0.5); }

// Maps that turn or shear: coordinates are summed in fixed point.
CK_INLINE void nearest_fixed(size_t width, size_t height, size_t channels, const double *map,
                             const uint8_t *fill, const uint8_t *restrict source,
                             uint8_t *restrict target) {
  int32_t row_x = fixed(map[2] + map[0] * 0.5 + map[1] * 0.5);
  int32_t row_y = fixed(map[5] + map[3] * 0.5 + map[4] * 0.5);
  const int32_t step_x = fixed(map[0]), step_y = fixed(map[3]);
  for (size_t row = 0; row < height; row++) {
    int32_t x = row_x, y = row_y;
    for (size_t column = 0; column < width; column++) {
      const int32_t from_x = x >> 16, from_y = y >> 16;
      const bool is_inside =
          from_x >= 0 && from_x < (int32_t)width && from_y >= 0 && from_y < (int32_t)height;
      const uint8_t *from = is_inside ? source + 4 * ((size_t)from_y * width + (size_t)from_x) : fill;
      memcpy(target + (row * width + column) * channels, from, channels);
      x += step_x;
      y += step_y;
    }
    row_x += fixed(map[1]);
    row_y += fixed(map[4]);
  }
}

// Maps that keep rows and columns apart: coordinates are summed in double precision.
CK_INLINE void nearest_scaled(size_t width, size_t height, size_t channels, const double *map,
                              const uint8_t *fill, const uint8_t *restrict source,
                              uint8_t *restrict target) {
  double y = map[5] + map[4] * 0.5;
  for (size_t row = 0; row < height; row++) {
    const bool has_row = y >= 0 && y < (double)height;
    const uint8_t *from_row = source + (has_row ? 4 * width * (size_t)y : 0);
    double x = map[2] + map[0] * 0.5;
    for (size_t column = 0; column < width; column++) {
      const bool is_inside = has_row && x >= 0 && x < (double)width;
      const uint8_t *from = is_inside ? from_row + 4 * (size_t)x : fill;
      memcpy(target + (row * width + column) * channels, from, channels);
      x += map[0];
    }
    y += map[4];
  }
}

#define CK_FOR_CHANNELS(channels, CALL)  \
  switch (channels) {                    \
    case 1: CALL(1); break;              \
    case 3: CALL(3); break;              \
    default: CALL(channels); break;      \
  }

CK_CLONES
void ck_affine(size_t width, size_t height, size_t channels, ck_affine_filter filter, const double *map,
               const uint8_t *fill, const uint8_t *restrict source, uint8_t *restrict target) {
  const bool is_scale = map[1] == 0 && map[3] == 0;
#define CK_BILINEAR(c) affine_between(width, height, c, false, map, fill, source, target)
#define CK_BICUBIC(c) affine_between(width, height, c, true, map, fill, source, target)
#define CK_FIXED(c) nearest_fixed(width, height, c, map, fill, source, target)
#define CK_SCALED(c) nearest_scaled(width, height, c, map, fill, source, target)
  if (filter == ck_affine_bilinear) { CK_FOR_CHANNELS(channels, CK_BILINEAR) }
  else if (filter == ck_affine_bicubic) { CK_FOR_CHANNELS(channels, CK_BICUBIC) }
  else if (is_scale) { CK_FOR_CHANNELS(channels, CK_SCALED) }
  else { CK_FOR_CHANNELS(channels, CK_FIXED) }
}

CK_CLONES
void ck_widen_pixels(size_t pixels, size_t channels, const uint8_t *restrict from, uint8_t *restrict to) {
  if (channels == 3) {
    for (size_t p = 0; p < pixels; p++) {
      for (size_t c = 0; c < 3; c++) to[4 * p + c] = from[3 * p + c];
      to[4 * p + 3] = 0;
    }
  } else {
    for (size_t p = 0; p < pixels; p++)
      for (size_t c = 0; c < 4; c++) to[4 * p + c] = c < channels ? from[channels * p + c] : 0;
  }
}

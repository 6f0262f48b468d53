// Changes of colour: tables, histograms, saturation and sharpness.

#pragma STDC FP_CONTRACT OFF

#include "cpixels.h"
#include "clones.h"
#include "vectors.h"

void ck_map_bytes(size_t pixels, size_t channels, const uint8_t *restrict tables,
                  const uint8_t *restrict source, uint8_t *restrict target) {
  if (channels == 3) {
    for (size_t i = 0; i < 3 * pixels; i += 3)
      for (size_t c = 0; c < 3; c++) target[i + c] = tables[256 * c + source[i + c]];
  } else {
    for (size_t i = 0; i < channels * pixels; i += channels)
      for (size_t c = 0; c < channels; c++) target[i + c] = tables[256 * c + source[i + c]];
  }
}

void ck_map_floats(size_t pixels, size_t channels, const float *restrict tables,
                   const uint8_t *restrict source, float *restrict target) {
  if (channels == 3) {
    for (size_t i = 0; i < 3 * pixels; i += 3)
      for (size_t c = 0; c < 3; c++) target[i + c] = tables[256 * c + source[i + c]];
  } else {
    for (size_t i = 0; i < channels * pixels; i += channels)
      for (size_t c = 0; c < channels; c++) target[i + c] = tables[256 * c + source[i + c]];
  }
}

void ck_histogram(size_t pixels, size_t channels, const uint8_t *restrict source,
                  uint32_t *restrict counts) {
  for (size_t i = 0; i < channels * pixels; i += channels)
    for (size_t c = 0; c < channels; c++) counts[256 * c + source[i + c]]++;
}

// ITU-R BT.601 in units of 2^-16.
CK_INLINE uint32_t luma(const uint8_t *pixel) {
  return (pixel[0] * 19595u + pixel[1] * 38470u + pixel[2] * 7471u + 0x8000u) >> 16;
}

CK_CLONES
uint64_t ck_luma_sum(size_t pixels, const uint8_t *source) {
  uint64_t total = 0;
  enum { block = 4096 };  // Sums of a block fit in 32 bits.
  for (size_t start = 0; start < pixels; start += block) {
    const size_t end = ck_smaller(start + block, pixels);
    uint32_t sum = 0;
    for (size_t p = start; p < end; p++) sum += luma(source + 3 * p);
    total += sum;
  }
  return total;
}

// a + factor * (b - a), truncated to a byte.
CK_INLINE uint8_t blended(int32_t a, int32_t b, float factor) {
  const float value = (float)a + factor * (float)(b - a);
  return (uint8_t)(int32_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

CK_CLONES
void ck_saturate(size_t pixels, float factor, const uint8_t *restrict source, uint8_t *restrict target) {
  for (size_t p = 0; p < pixels; p++) {
    const int32_t grey = (int32_t)luma(source + 3 * p);
    for (size_t c = 0; c < 3; c++) target[3 * p + c] = blended(grey, source[3 * p + c], factor);
  }
}

CK_CLONES
void ck_sharpen(size_t width, size_t height, size_t channels, float factor,
                const uint8_t *restrict source, uint8_t *restrict target) {
  const size_t bytes = width * channels;
  for (size_t row = 0; row < height; row++) {
    const uint8_t *middle = source + row * bytes;
    uint8_t *to = target + row * bytes;
    if (row == 0 || row + 1 == height || width < 3) {
      memcpy(to, middle, bytes);
      continue;
    }
    const uint8_t *above = middle - bytes, *below = middle + bytes;
    memcpy(to, middle, channels);
    for (size_t b = channels; b < bytes - channels; b++) {
      uint32_t sum = 4u * middle[b];
      sum += above[b - channels] + above[b] + above[b + channels];
      sum += middle[b - channels] + middle[b] + middle[b + channels];
      sum += below[b - channels] + below[b] + below[b + channels];
      // sum / 13, rounded: no sum lies half way. 20165 / 2^19 is 1 / 26 closely enough for every sum.
      const uint32_t smooth = ((2 * sum + 13) * 20165) >> 19;
      to[b] = blended((int32_t)smooth, middle[b], factor);
    }
    memcpy(to + bytes - channels, middle + bytes - channels, channels);
  }
}

CK_CLONES
void ck_mirror(size_t width, size_t height, size_t channels, const uint8_t *restrict source,
               uint8_t *restrict target) {
  for (size_t row = 0; row < height; row++) {
    const uint8_t *from = source + row * width * channels;
    uint8_t *to = target + row * width * channels;
    if (channels == 3) {
      for (size_t x = 0; x < width; x++)
        for (size_t c = 0; c < 3; c++) to[3 * x + c] = from[3 * (width - 1 - x) + c];
    } else {
      for (size_t x = 0; x < width; x++)
        for (size_t c = 0; c < channels; c++)
          to[channels * x + c] = from[channels * (width - 1 - x) + c];
    }
  }
}

void ck_box_blur(size_t count, size_t step, size_t channels, float radius,
                 const uint8_t *restrict source, uint8_t *restrict target) {
  const ptrdiff_t whole = (ptrdiff_t)radius, last = (ptrdiff_t)count - 1;
  // Weights in units of 2^-24: of a pixel inside, and of the two that the box covers in part.
  const uint32_t inside = (uint32_t)((float)(1 << 24) / (radius * 2 + 1));
  const uint32_t edge = ((1u << 24) - (uint32_t)(2 * whole + 1) * inside) / 2;
#define CK_VALUE(i) (uint32_t)source[(size_t)((i) < 0 ? 0 : (i) > last ? last : (i)) * step + c]
  for (size_t c = 0; c < channels; c++) {
    uint32_t sum = 0;
    for (ptrdiff_t i = -whole - 1; i < whole; i++) sum += CK_VALUE(i);
    for (ptrdiff_t i = 0; i <= last; i++) {
      sum += CK_VALUE(i + whole) - CK_VALUE(i - whole - 1);
      const uint32_t ends = CK_VALUE(i - whole - 1) + CK_VALUE(i + whole + 1);
      target[(size_t)i * step + c] = (uint8_t)((sum * inside + ends * edge + (1u << 23)) >> 24);
    }
  }
#undef CK_VALUE
}

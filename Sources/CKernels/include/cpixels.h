#ifndef CPIXELS_H
#define CPIXELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Images are bytes, [height, width, channels] with 1 to 4 channels, and every result is that of Pillow, bit for bit.
// Pointers must not overlap.

// What each place of a resized axis takes: counts[i] weights in units of 2^-22 from source place firsts[i] on,
// at weights + i * most.
typedef struct {
  size_t places, most;
  const int32_t *firsts, *counts, *weights;
} ck_taps;

// Bytes of scratch that ck_resample_columns asks for.
size_t ck_resample_scratch(size_t width, size_t places, size_t channels);

// target[r, i, c] = sum over k of weight[i, k] * source[r, first[i] + k, c], rounded to a byte. Rows of the source are
// `stride` bytes apart.
void ck_resample_columns(size_t rows, size_t width, size_t channels, const ck_taps *taps, size_t stride,
                         const uint8_t *restrict source, uint8_t *restrict scratch,
                         uint8_t *restrict target);

// target[i, b] = sum over k of weight[i, k] * source[first[i] + k, b], rounded to a byte, for rows of `bytes` bytes.
void ck_resample_rows(size_t bytes, const ck_taps *taps, size_t stride, const uint8_t *restrict source,
                      uint8_t *restrict target);

// How a value between pixels is found.
typedef enum { ck_affine_nearest, ck_affine_bilinear, ck_affine_bicubic } ck_affine_filter;

// The image seen through a map of the plane: the centre (x, y) of each target pixel takes the source at
// (map[0] x + map[1] y + map[2], map[3] x + map[4] y + map[5]), or `fill` where that lies outside. The source is
// [height, width, 4], whatever its channels: fourth bytes are ignored. A bicubic kernel has a = -1, values are
// truncated.
void ck_affine(size_t width, size_t height, size_t channels, ck_affine_filter filter, const double *map,
               const uint8_t *fill, const uint8_t *restrict source, uint8_t *restrict target);

// to[p, 0..<channels] = from[p, ...] with the rest of 4 bytes 0.
void ck_widen_pixels(size_t pixels, size_t channels, const uint8_t *restrict from, uint8_t *restrict to);

// target[p, c] = tables[c, source[p, c]].
void ck_map_bytes(size_t pixels, size_t channels, const uint8_t *restrict tables,
                  const uint8_t *restrict source, uint8_t *restrict target);

// target[p, c] = tables[c, source[p, c]], into numbers.
void ck_map_floats(size_t pixels, size_t channels, const float *restrict tables,
                   const uint8_t *restrict source, float *restrict target);

// Adds to counts[c, value] how often each value occurs in each channel.
void ck_histogram(size_t pixels, size_t channels, const uint8_t *restrict source,
                  uint32_t *restrict counts);

// The sum of the luma of pixels of red, green and blue.
uint64_t ck_luma_sum(size_t pixels, const uint8_t *source);

// Each channel of red, green and blue moved from the pixel's luma (factor 0) to itself (1) and beyond.
void ck_saturate(size_t pixels, float factor, const uint8_t *restrict source, uint8_t *restrict target);

// Red, green and blue with their hue moved by `turn` steps of 256, each a 255th of its circle, through Pillow's bytes of hue,
// saturation and value.
void ck_turn_hue(size_t pixels, uint8_t turn, const uint8_t *restrict source, uint8_t *restrict target);

// The image moved from its smoothed twin (factor 0) to itself (1) and beyond; the border of one pixel stays.
void ck_sharpen(size_t width, size_t height, size_t channels, float factor,
                const uint8_t *restrict source, uint8_t *restrict target);

// The image mirrored left to right.
void ck_mirror(size_t width, size_t height, size_t channels, const uint8_t *restrict source,
               uint8_t *restrict target);

// target[i, c] = mean of source[i - radius ... i + radius, c] along a line of `count` pixels, `step` bytes apart, with
// the line's ends repeated beyond it. The radius need not be whole.
void ck_box_blur(size_t count, size_t step, size_t channels, float radius,
                 const uint8_t *restrict source, uint8_t *restrict target);

#endif

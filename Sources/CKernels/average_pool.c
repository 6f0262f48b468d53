// Average pooling: means over boxes of pixels, and over all the pixels of an image.
//
// Each pixel is read as a row of channels. A sum goes through the box in the order of memory, eight pixels of a row at
// a time, so that the result is read and written once for eight reads of the source.

#include "clones.h"
#include "include/ckernels.h"

#pragma STDC FP_CONTRACT OFF

// y = scale * the sum of `count` pixels, or y += the same. Instantiated with a constant count.
static inline __attribute__((always_inline)) void add_pixels(size_t count, size_t channels,
                                                             const float *restrict x, float scale,
                                                             bool is_first, float *restrict y) {
  for (size_t c = 0; c < channels; c++) {
    float sum = x[c];
    for (size_t k = 1; k < count; k++) sum += x[k * channels + c];
    y[c] = is_first ? scale * sum : y[c] + scale * sum;
  }
}

static inline __attribute__((always_inline)) void add_row(size_t count, size_t channels,
                                                          const float *restrict x, float scale,
                                                          bool is_first, float *restrict y) {
  for (; count >= 8; count -= 8, x += 8 * channels, is_first = false)
    add_pixels(8, channels, x, scale, is_first, y);
  if (count >= 4) {
    add_pixels(4, channels, x, scale, is_first, y);
    count -= 4, x += 4 * channels, is_first = false;
  }
  if (count == 3) add_pixels(3, channels, x, scale, is_first, y);
  else if (count == 2) add_pixels(2, channels, x, scale, is_first, y);
  else if (count == 1) add_pixels(1, channels, x, scale, is_first, y);
}

// y = scale * the sum of two pixels and the two below them: the shortcuts of ResNet-D, which would be read twice.
static inline __attribute__((always_inline)) void mean_of_four(size_t channels,
                                                               const float *restrict x,
                                                               const float *restrict below,
                                                               float scale, float *restrict y) {
  for (size_t c = 0; c < channels; c++)
    y[c] = scale * ((x[c] + x[channels + c]) + (below[c] + below[channels + c]));
}

// Tables have the entries of the three axes one after the other; these are where an axis begins.
static inline size_t row_table(const size_t extents[3]) { return extents[0]; }
static inline size_t column_table(const size_t extents[3]) { return extents[0] + extents[1]; }

typedef struct {
  size_t first, count;
} pixel_range;

static inline pixel_range range_of(const int32_t *ranges, size_t i) {
  return (pixel_range){(size_t)ranges[2 * i], (size_t)(ranges[2 * i + 1] - ranges[2 * i])};
}

CK_CLONES void ck_average_pool(size_t images, const size_t inputs[3], const size_t outputs[3],
                               size_t channels, const int32_t *restrict boxes,
                               const int32_t *restrict divisors, const float *restrict x,
                               float *restrict y) {
  const size_t row = inputs[2] * channels, frame = inputs[1] * row, image = inputs[0] * frame;
  for (size_t n = 0; n < images; n++, x += image)
    for (size_t t = 0; t < outputs[0]; t++)
      for (size_t i = row_table(outputs); i < column_table(outputs); i++)
        for (size_t j = column_table(outputs); j < column_table(outputs) + outputs[2]; j++) {
          const pixel_range frames = range_of(boxes, t), rows = range_of(boxes, i),
                            columns = range_of(boxes, j);
          const float *first =
              x + frames.first * frame + rows.first * row + columns.first * channels;
          const float scale = 1.0f / (float)(divisors[t] * divisors[i] * divisors[j]);
          if (frames.count == 1 && rows.count == 2 && columns.count == 2)
            mean_of_four(channels, first, first + row, scale, y);
          else
            for (size_t a = 0; a < frames.count; a++)
              for (size_t b = 0; b < rows.count; b++)
                add_row(columns.count, channels, first + a * frame + b * row, scale,
                        a == 0 && b == 0, y);
          y += channels;
        }
}

// The pixels from `i` on, up to `end`, that are in the same boxes.
static inline size_t run_of(const int32_t *ranges, size_t i, size_t end) {
  size_t next = i + 1;
  while (next < end && ranges[2 * next] == ranges[2 * i] &&
         ranges[2 * next + 1] == ranges[2 * i + 1])
    next++;
  return next - i;
}

CK_CLONES void ck_average_pool_backward(size_t images, const size_t inputs[3],
                                        const size_t outputs[3], size_t channels,
                                        const int32_t *restrict readers,
                                        const int32_t *restrict divisors,
                                        const float *restrict dy, float *restrict dx) {
  const size_t row = outputs[2] * channels, frame = outputs[1] * row, image = outputs[0] * frame;
  const size_t end = column_table(inputs) + inputs[2];
  const int32_t *of_rows = divisors + row_table(outputs);
  const int32_t *of_columns = divisors + column_table(outputs);
  for (size_t n = 0; n < images; n++, dy += image)
    for (size_t t = 0; t < inputs[0]; t++)
      for (size_t i = row_table(inputs); i < column_table(inputs); i++)
        for (size_t j = column_table(inputs), run; j < end; j += run, dx += run * channels) {
          const pixel_range frames = range_of(readers, t), rows = range_of(readers, i),
                            columns = range_of(readers, j);
          run = run_of(readers, j, end);
          if (frames.count * rows.count * columns.count == 0)
            for (size_t c = 0; c < run * channels; c++) dx[c] = 0;
          bool is_first = true;
          for (size_t a = frames.first; a < frames.first + frames.count; a++)
            for (size_t b = rows.first; b < rows.first + rows.count; b++)
              for (size_t c = columns.first; c < columns.first + columns.count; c++) {
                const float *from = dy + a * frame + b * row + c * channels;
                const float scale = 1.0f / (float)(divisors[a] * of_rows[b] * of_columns[c]);
                for (size_t k = 0; k < run; k++)
                  add_pixels(1, channels, from, scale, is_first, dx + k * channels);
                is_first = false;
              }
        }
}

// The gradient of a depthwise convolution's weights: the sums of all taps of 16 channels are held in registers, so that
// input and output gradient are read once.
//
// Sums run in single precision over blocks of about 128 pixels, whole rows of outputs lined up image by image; blocks
// are added up in double precision. Within a block the pixels go in strips, each down all the rows: first the four
// columns at the left border, then those whose windows lie inside, then the rest. The order is fixed by the shape alone.

#include "clones.h"
#include "include/ckernels.h"
#include "vectors.h"

#pragma STDC FP_CONTRACT OFF

enum { strip_pixels = 4, block_pixels = 128 };

// A block of rows, and the part of the window that is summed: from row p and column q on.
typedef struct {
  const ck_depthwise *d;
  const float *x, *dy;
  size_t from, to;
  size_t p, q;
  double *totals;
} block;

// The inputs' column that the window of output j begins at.
CK_INLINE ptrdiff_t first_column(const block *s, size_t j) {
  return (ptrdiff_t)(j * s->d->stride_width + s->q) - (ptrdiff_t)s->d->left;
}

// Adds `pixels` outputs from j of row i of image n, whose inputs reach `left` and `right` columns beyond the image.
CK_INLINE void add_tile(const block *restrict s, ck_vector *restrict sum, size_t c, size_t width,
                        size_t n, size_t i, size_t j, size_t pixels, size_t kernel_height,
                        size_t kernel_width, size_t stride, size_t left, size_t right) {
  const ck_depthwise *d = s->d;
  const ptrdiff_t channels = (ptrdiff_t)d->channels;
  const size_t span = (pixels - 1) * stride + kernel_width;
  const ptrdiff_t row = (ptrdiff_t)(i * d->stride_height + s->p) - (ptrdiff_t)d->above;
  const float *restrict outputs =
      s->dy + ((n * d->out_height + i) * d->out_width + j) * d->channels + c;
  ck_vector dy[strip_pixels], x;
  CK_UNROLL for (size_t t = 0; t < pixels; t++) {
    ck_load(&dy[t], outputs + t * d->channels, width);
    // The channels that come next: a step of a whole pixel is no stream that the CPU foresees.
    __builtin_prefetch(outputs + t * d->channels + ck_vector_lanes);
  }
  CK_UNROLL for (size_t p = 0; p < kernel_height; p++) {
    const ptrdiff_t at = row + (ptrdiff_t)p;
    if (at < 0 || at >= (ptrdiff_t)d->height) continue;
    const ptrdiff_t pixel =
        ((ptrdiff_t)(n * d->height) + at) * (ptrdiff_t)d->width + first_column(s, j);
    const float *restrict inputs = s->x + (pixel * channels + (ptrdiff_t)c);
    CK_UNROLL for (size_t k = 0; k < span; k++) {
      if (k < left || k + right >= span) continue;
      ck_load(&x, inputs + (ptrdiff_t)k * channels, width);
      if (p + stride >= kernel_height && k + stride >= kernel_width)
        __builtin_prefetch(inputs + (ptrdiff_t)k * channels + ck_vector_lanes);
      CK_UNROLL for (size_t t = 0; t < pixels; t++) {
        if (k < t * stride || k - t * stride >= kernel_width) continue;
        ck_add_product(&sum[p * kernel_width + k - t * stride], &x, &dy[t]);
      }
    }
  }
}

// Adds the columns from..<to of all rows of the block, `pixels` at a time; one by one with whatever border each has.
CK_INLINE void add_strip(const block *restrict s, ck_vector *restrict sums, size_t c, size_t width,
                         size_t from, size_t to, size_t pixels, size_t kernel_height,
                         size_t kernel_width, size_t stride, size_t left, size_t right) {
  ck_vector sum[25];
  CK_UNROLL for (size_t k = 0; k < kernel_height * kernel_width; k++) sum[k] = sums[k];
  size_t n = s->from / s->d->out_height, i = s->from % s->d->out_height;
  for (size_t r = s->from; r < s->to; r++) {
    for (size_t j = from; j < to; j += pixels)
      add_tile(s, sum, c, width, n, i, j, pixels, kernel_height, kernel_width, stride,
               pixels == 1 ? ck_left_of(first_column(s, j)) : left,
               pixels == 1 ? ck_right_of(first_column(s, j), kernel_width, s->d->width) : right);
    if (++i == s->d->out_height) i = 0, n++;
  }
  CK_UNROLL for (size_t k = 0; k < kernel_height * kernel_width; k++) sums[k] = sum[k];
}

// Where the strip from column j ends: whole tiles inside as long as there are, else one tile, else what is left.
static size_t strip_end(const ck_depthwise *d, size_t j) {
  const size_t room = d->width + d->left, stride = d->stride_width;
  const size_t inside = room < d->kernel_width ? 0 : (room - d->kernel_width) / stride + 1;
  const size_t limit = ck_smaller(inside, d->out_width);
  if (j * stride >= d->left && j + strip_pixels <= limit)
    return limit - (limit - j) % strip_pixels;
  return ck_smaller(j + strip_pixels, d->out_width);
}

CK_INLINE void add_strips(const block *restrict s, ck_vector *restrict sums, size_t c,
                          size_t width, size_t kernel_height, size_t kernel_width,
                          size_t stride) {
  const size_t span = (strip_pixels - 1) * stride + kernel_width, most = kernel_width / 2;
  for (size_t j = 0, end; j < s->d->out_width; j = end) {
    end = strip_end(s->d, j);
    if (most == 0 || end < j + strip_pixels) {
      add_strip(s, sums, c, width, j, end, 1, kernel_height, kernel_width, stride, 0, 0);
      continue;
    }
    const size_t left = ck_left_of(first_column(s, j));
    const size_t right = ck_right_of(first_column(s, end - strip_pixels), span, s->d->width);
#define STRIP(pixels, left, right) \
  add_strip(s, sums, c, width, j, end, pixels, kernel_height, kernel_width, stride, left, right)
#define TILES(left, right) STRIP(strip_pixels, left, right)
    CK_FOR_BORDERS(left, right, most, stride > 1, TILES, STRIP(1, left, right))
#undef TILES
#undef STRIP
  }
}

// The channels c..<c + width, whose first `done` have their sums already.
CK_INLINE void add_vector(const block *restrict s, size_t c, size_t width, size_t done,
                          size_t kernel_height, size_t kernel_width, size_t stride) {
  ck_vector sums[25];
  for (size_t k = 0; k < kernel_height * kernel_width; k++) sums[k] = (ck_vector){0};
  add_strips(s, sums, c, width, kernel_height, kernel_width, stride);
  for (size_t k = 0; k < kernel_height * kernel_width; k++) {
    float part[ck_vector_lanes];
    ck_store(part, &sums[k], ck_vector_lanes);
    const size_t tap = (s->p + k / kernel_width) * s->d->kernel_width + s->q + k % kernel_width;
    double *restrict totals = s->totals + tap * s->d->channels + c;
    if (done == 0 && width == ck_vector_lanes) {
      for (size_t l = 0; l < ck_vector_lanes; l++) totals[l] += (double)part[l];
    } else {
      for (size_t l = done; l < width; l++) totals[l] += (double)part[l];
    }
  }
}

CK_INLINE void add_rows(const block *restrict s, size_t kernel_height, size_t kernel_width,
                         size_t stride) {
  const size_t channels = s->d->channels, lanes = ck_vector_lanes;
  if (channels < lanes) {
    add_vector(s, 0, channels, 0, kernel_height, kernel_width, stride);
    return;
  }
  for (size_t next = 0; next < channels; next += lanes) {
    const size_t c = ck_smaller(next, channels - lanes);
    add_vector(s, c, lanes, next - c, kernel_height, kernel_width, stride);
  }
}

// Any window, tap by tap: the same sums in the same order.
CK_INLINE void add_rows_by_taps(block *restrict s) {
  for (s->p = 0; s->p < s->d->kernel_height; s->p++)
    for (s->q = 0; s->q < s->d->kernel_width; s->q++) add_rows(s, 1, 1, s->d->stride_width);
}

CK_INLINE void weight_gradient(const ck_depthwise *d, const float *x, const float *dy,
                               double *totals, float *d_weights, bool is_fused) {
  const size_t count = d->kernel_height * d->kernel_width * d->channels;
  const size_t rows = d->images * d->out_height, kernel = d->kernel_width;
  const size_t step = d->out_width < block_pixels ? block_pixels / d->out_width : 1;
  const bool is_square = is_fused && d->kernel_height == kernel && d->channels >= ck_vector_lanes;
  for (size_t i = 0; i < count; i++) totals[i] = 0;
  for (size_t r = 0; r < rows; r += step) {
    const size_t end = ck_smaller(r + step, rows);
    block s = {.d = d, .x = x, .dy = dy, .from = r, .to = end, .totals = totals};
    if (is_square && kernel == 3 && d->stride_width == 1) add_rows(&s, 3, 3, 1);
    else if (is_square && kernel == 3 && d->stride_width == 2) add_rows(&s, 3, 3, 2);
    else if (is_square && kernel == 5 && d->stride_width == 1) add_rows(&s, 5, 5, 1);
    else if (is_square && kernel == 5 && d->stride_width == 2) add_rows(&s, 5, 5, 2);
    else add_rows_by_taps(&s);
  }
  for (size_t i = 0; i < count; i++) d_weights[i] = (float)totals[i];
}

CK_FUSED_CLONES(ck_depthwise_weight_gradient,
                (const ck_depthwise *d, const float *restrict x, const float *restrict dy,
                 double *restrict totals, float *restrict d_weights),
                (d, x, dy, totals, d_weights),
                weight_gradient(d, x, dy, totals, d_weights, is_fused))

// The gradient of a depthwise convolution's weights: the sums of all taps of 16 channels are held in registers, so that
// input and output gradient are read once.
//
// Sums run in single precision over blocks of about 128 pixels, whole rows of outputs lined up image by image; blocks
// are added up in double precision. The order is fixed by the shape alone.

#include "clones.h"
#include "include/ckernels.h"
#include "vectors.h"

#pragma STDC FP_CONTRACT OFF

enum { tile = 4, block_pixels = 128 };

// A block of rows, and the part of the window that is summed: from row p and column q on.
typedef struct {
  const ck_depthwise *d;
  const float *x, *dy;
  size_t from, to;
  size_t p, q;
  double *totals;
} block;

// Adds `pixels` outputs from j of row i of image n, whose inputs reach `left` and `right` columns beyond the image.
CK_INLINE void add_tile(const block *restrict s, ck_vector *restrict sum, size_t c, size_t width,
                        size_t n, size_t i, size_t j, size_t pixels, size_t kernel_height,
                        size_t kernel_width, size_t stride, size_t left, size_t right) {
  const ck_depthwise *d = s->d;
  const size_t span = (pixels - 1) * stride + kernel_width;
  const ptrdiff_t row = (ptrdiff_t)(i * d->stride_height + s->p) - (ptrdiff_t)d->above;
  const ptrdiff_t column = (ptrdiff_t)(j * stride + s->q) - (ptrdiff_t)d->left;
  const float *restrict outputs = s->dy + ((n * d->out_height + i) * d->out_width + j) * d->channels + c;
  ck_vector dy[tile], x;
  CK_UNROLL for (size_t t = 0; t < pixels; t++) {
    ck_load(&dy[t], outputs + t * d->channels, width);
    // The channels that come next, since a step of a whole pixel is no stream that the CPU foresees.
    __builtin_prefetch(outputs + t * d->channels + ck_vector_lanes);
  }
  CK_UNROLL for (size_t p = 0; p < kernel_height; p++) {
    const ptrdiff_t at = row + (ptrdiff_t)p;
    if (at < 0 || at >= (ptrdiff_t)d->height) continue;
    const float *restrict inputs =
        s->x + (((ptrdiff_t)(n * d->height) + at) * (ptrdiff_t)d->width + column) * (ptrdiff_t)d->channels + (ptrdiff_t)c;
    CK_UNROLL for (size_t k = 0; k < span; k++) {
      if (k < left || k + right >= span) continue;
      ck_load(&x, inputs + k * d->channels, width);
      if (p + stride >= kernel_height && k + stride >= kernel_width)
        __builtin_prefetch(inputs + k * d->channels + ck_vector_lanes);
      CK_UNROLL for (size_t t = 0; t < pixels; t++) {
        if (k < t * stride || k - t * stride >= kernel_width) continue;
        ck_add_product(&sum[p * kernel_width + k - t * stride], &x, &dy[t]);
      }
    }
  }
}

CK_INLINE void add_pixels(const block *restrict s, ck_vector *restrict sum, size_t c, size_t width,
                          size_t n, size_t i, size_t from, size_t to, size_t kernel_height,
                          size_t kernel_width, size_t stride) {
  for (size_t j = from; j < to; j++) {
    const ptrdiff_t column = (ptrdiff_t)(j * stride + s->q) - (ptrdiff_t)s->d->left;
    add_tile(s, sum, c, width, n, i, j, 1, kernel_height, kernel_width, stride, ck_left_of(column),
             ck_right_of(column, kernel_width, s->d->width));
  }
}

CK_INLINE void add_row(const block *restrict s, ck_vector *restrict sum, size_t c, size_t width,
                       size_t n, size_t i, size_t kernel_height, size_t kernel_width,
                       size_t stride) {
  const size_t span = (tile - 1) * stride + kernel_width, most = kernel_width / 2;
  size_t j = 0;
  for (; kernel_width > 1 && j + tile <= s->d->out_width; j += tile) {
    const ptrdiff_t column = (ptrdiff_t)(j * stride + s->q) - (ptrdiff_t)s->d->left;
    const size_t left = ck_left_of(column), right = ck_right_of(column, span, s->d->width);
#define TILE(left, right) \
  add_tile(s, sum, c, width, n, i, j, tile, kernel_height, kernel_width, stride, left, right)
    CK_FOR_BORDERS(left, right, most, TILE,
                   add_pixels(s, sum, c, width, n, i, j, j + tile, kernel_height, kernel_width,
                              stride))
#undef TILE
  }
  add_pixels(s, sum, c, width, n, i, j, s->d->out_width, kernel_height, kernel_width, stride);
}

// The channels c..<c + width, whose first `done` have their sums already.
CK_INLINE void add_vector(const block *restrict s, size_t c, size_t width, size_t done,
                          size_t kernel_height, size_t kernel_width, size_t stride) {
  ck_vector sum[25];
  CK_UNROLL for (size_t k = 0; k < kernel_height * kernel_width; k++) sum[k] = (ck_vector){0};
  for (size_t r = s->from; r < s->to; r++)
    add_row(s, sum, c, width, r / s->d->out_height, r % s->d->out_height, kernel_height,
            kernel_width, stride);
  CK_UNROLL for (size_t k = 0; k < kernel_height * kernel_width; k++) {
    float part[ck_vector_lanes];
    ck_store(part, &sum[k], ck_vector_lanes);
    const size_t tap = (s->p + k / kernel_width) * s->d->kernel_width + s->q + k % kernel_width;
    double *restrict totals = s->totals + tap * s->d->channels + c;
    for (size_t l = done; l < width; l++) totals[l] += (double)part[l];
  }
}

CK_INLINE void add_block(const block *restrict s, size_t kernel_height, size_t kernel_width,
                         size_t stride) {
  const size_t channels = s->d->channels;
  size_t c = 0;
  for (; c + ck_vector_lanes <= channels; c += ck_vector_lanes)
    add_vector(s, c, ck_vector_lanes, 0, kernel_height, kernel_width, stride);
  if (c == channels) return;
  if (c == 0) add_vector(s, 0, channels, 0, kernel_height, kernel_width, stride);
  else
    add_vector(s, channels - ck_vector_lanes, ck_vector_lanes, ck_vector_lanes - (channels - c),
               kernel_height, kernel_width, stride);
}

// Any window tap by tap: the same sums in the same order.
CK_INLINE void add_block_by_taps(block *restrict s) {
  for (s->p = 0; s->p < s->d->kernel_height; s->p++)
    for (s->q = 0; s->q < s->d->kernel_width; s->q++) add_block(s, 1, 1, s->d->stride_width);
}

CK_INLINE void weight_gradient(const ck_depthwise *d, const float *x, const float *dy,
                               double *totals, float *d_weights, bool is_fused) {
  const size_t count = d->kernel_height * d->kernel_width * d->channels;
  const size_t rows = d->images * d->out_height, kernel = d->kernel_width;
  const size_t step = d->out_width < block_pixels ? block_pixels / d->out_width : 1;
  const bool is_square = is_fused && d->kernel_height == kernel && d->channels >= ck_vector_lanes;
  for (size_t i = 0; i < count; i++) totals[i] = 0;
  for (size_t r = 0; r < rows; r += step) {
    block s = {.d = d, .x = x, .dy = dy, .from = r, .to = ck_smaller(r + step, rows), .totals = totals};
    if (is_square && kernel == 3 && d->stride_width == 1) add_block(&s, 3, 3, 1);
    else if (is_square && kernel == 3 && d->stride_width == 2) add_block(&s, 3, 3, 2);
    else if (is_square && kernel == 5 && d->stride_width == 1) add_block(&s, 5, 5, 1);
    else if (is_square && kernel == 5 && d->stride_width == 2) add_block(&s, 5, 5, 2);
    else add_block_by_taps(&s);
  }
  for (size_t i = 0; i < count; i++) d_weights[i] = (float)totals[i];
}

CK_FUSED_CLONES(ck_depthwise_weight_gradient,
                (const ck_depthwise *d, const float *restrict x, const float *restrict dy,
                 double *restrict totals, float *restrict d_weights),
                (d, x, dy, totals, d_weights),
                weight_gradient(d, x, dy, totals, d_weights, is_fused))

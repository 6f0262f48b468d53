// Depthwise convolution, forward and the gradient of its input: each channel with a window of its own.
//
// Vectors of 16 lanes lie along the channels, and the sums of four pixels are held in registers while the window moves
// over its taps. A channel's arithmetic does not depend on its lane or tile: the last vector of a row and the last tile
// of a line may overlap the ones before, whose numbers they give again.

#include "clones.h"
#include "include/ckernels.h"
#include "vectors.h"

#pragma STDC FP_CONTRACT OFF

enum {
  tile_pixels = 4,         // Pixels whose sums are held at once.
  block_channels = 128,    // Channels whose weights stay in the first-level cache.
  cached_floats = 1 << 18  // What the second-level cache holds; of larger images the rows to come are fetched.
};

// One line of outputs, each a sum over a window on lines of inputs:
// out[j * out_step + c] = bias[c] + sum over a < rows, b < taps of
//   in[a * in_row + (first + j * stride + b) * channels + c] * weights[a * weight_row + b * weight_tap + c].
typedef struct {
  size_t channels, count;  // Count of outputs.
  float *out;
  size_t out_step;
  const float *in;
  ptrdiff_t in_row;
  size_t columns;  // Inputs at columns outside 0..<columns count as 0.
  ptrdiff_t first;
  size_t rows, taps, stride;
  const float *weights;
  ptrdiff_t weight_row, weight_tap;
  const float *bias;   // Null for 0.
  const float *ahead;  // Lines of inputs to fetch meanwhile.
  size_t ahead_rows;
} line;

// `pixels` outputs from j, whose inputs reach `left` and `right` columns beyond the image.
CK_INLINE void line_vector(const line *restrict s, size_t c, size_t width, size_t j, size_t pixels,
                           size_t stride, size_t taps, size_t left, size_t right) {
  const size_t span = (pixels - 1) * stride + taps;
  const ptrdiff_t column = s->first + (ptrdiff_t)(j * stride);
  ck_vector sum[tile_pixels], x, w;
  CK_UNROLL for (size_t t = 0; t < pixels; t++) {
    if (s->bias) ck_load(&sum[t], s->bias + c, width);
    else sum[t] = (ck_vector){0};
  }
  for (ptrdiff_t a = 0; a < (ptrdiff_t)s->rows; a++) {
    const float *restrict in = s->in + (a * s->in_row + (ptrdiff_t)c);
    const float *restrict weights = s->weights + (a * s->weight_row + (ptrdiff_t)c);
    CK_UNROLL for (size_t i = 0; i < span; i++) {
      if (i < left || i + right >= span) continue;
      ck_load(&x, in + (column + (ptrdiff_t)i) * (ptrdiff_t)s->channels, width);
      CK_UNROLL for (size_t t = 0; t < pixels; t++) {
        if (i < t * stride || i - t * stride >= taps) continue;
        ck_load(&w, weights + (ptrdiff_t)(i - t * stride) * s->weight_tap, width);
        ck_add_product(&sum[t], &x, &w);
      }
    }
  }
  CK_UNROLL for (size_t t = 0; t < pixels; t++)
    ck_store(s->out + (j + t) * s->out_step + c, &sum[t], width);
}

CK_INLINE void line_channels(const line *restrict s, size_t from, size_t to, size_t j,
                             size_t pixels, size_t stride, size_t taps, size_t left,
                             size_t right) {
  if (to - from < ck_vector_lanes) {
    line_vector(s, from, to - from, j, pixels, stride, taps, left, right);
    return;
  }
  size_t c = from;
  for (; c + ck_vector_lanes <= to; c += ck_vector_lanes)
    line_vector(s, c, ck_vector_lanes, j, pixels, stride, taps, left, right);
  if (c < to)
    line_vector(s, to - ck_vector_lanes, ck_vector_lanes, j, pixels, stride, taps, left, right);
}

// The outputs from..<to of any window, one by one.
CK_INLINE void line_pixels(const line *restrict s, size_t c, size_t c_end, size_t from,
                           size_t to) {
  for (size_t j = from; j < to; j++) {
    const ptrdiff_t column = s->first + (ptrdiff_t)(j * s->stride);
    line_channels(s, c, c_end, j, 1, s->stride, s->taps, ck_left_of(column),
                  ck_right_of(column, s->taps, s->columns));
  }
}

CK_INLINE void fetch_ahead(const line *restrict s, size_t c, size_t c_end, size_t from,
                           size_t to) {
  const size_t end = ck_smaller(to, s->columns);
  for (size_t r = 0; r < s->ahead_rows; r++)
    for (size_t column = from; column < end; column++)
      for (size_t i = c; i < c_end; i += ck_vector_lanes)
        __builtin_prefetch(s->ahead + (r * s->columns + column) * s->channels + i);
}

// A line of at least `pixels` outputs.
CK_INLINE void line_tiles(const line *restrict s, size_t from, size_t to, size_t pixels,
                          size_t stride, size_t taps) {
  const size_t span = (pixels - 1) * stride + taps, most = taps / 2;
  for (size_t next = 0; next < s->count; next += pixels) {
    const size_t j = ck_smaller(next, s->count - pixels);
    const ptrdiff_t column = s->first + (ptrdiff_t)(j * stride);
    const size_t left = ck_left_of(column), right = ck_right_of(column, span, s->columns);
    fetch_ahead(s, from, to, next * stride, (next + pixels) * stride);
#define TILE(left, right) line_channels(s, from, to, j, pixels, stride, taps, left, right)
    CK_FOR_BORDERS(left, right, most, stride > 1, TILE, line_pixels(s, from, to, j, j + pixels))
#undef TILE
  }
}

CK_INLINE void line_window(const line *restrict s, size_t from, size_t to, size_t stride,
                           size_t taps) {
  if (s->count >= tile_pixels) line_tiles(s, from, to, tile_pixels, stride, taps);
  else line_tiles(s, from, to, tile_pixels / 2, stride, taps);
}

// The channels from..<to of a line.
CK_INLINE void run_line(const line *restrict s, size_t from, size_t to, bool is_fused) {
  if (!is_fused || to - from < ck_vector_lanes || s->count < tile_pixels / 2)
    line_pixels(s, from, to, 0, s->count);
  else if (s->stride == 1 && s->taps == 1) line_window(s, from, to, 1, 1);
  else if (s->stride == 1 && s->taps == 2) line_window(s, from, to, 1, 2);
  else if (s->stride == 1 && s->taps == 3) line_window(s, from, to, 1, 3);
  else if (s->stride == 1 && s->taps == 5) line_window(s, from, to, 1, 5);
  else if (s->stride == 2 && s->taps == 3) line_window(s, from, to, 2, 3);
  else if (s->stride == 2 && s->taps == 5) line_window(s, from, to, 2, 5);
  else line_pixels(s, from, to, 0, s->count);
}

// The last block takes what is left below a vector.
static size_t block_end(size_t channels, size_t from) {
  const size_t end = from + block_channels;
  return end + ck_vector_lanes > channels ? channels : end;
}

// Points the line to row i of an image's outputs, which reads the rows start + p - above of the inputs.
CK_INLINE void aim_forward(line *s, const ck_depthwise *d, const float *x, const float *weights,
                           size_t i) {
  const size_t start = i * d->stride_height, row = d->width * d->channels;
  const size_t bottom = d->height + d->above;
  const size_t skipped = ck_smaller(start < d->above ? d->above - start : 0, d->kernel_height);
  const size_t limit = ck_smaller(start < bottom ? bottom - start : 0, d->kernel_height);
  s->rows = limit > skipped ? limit - skipped : 0;
  s->ahead_rows = 0;
  if (s->rows == 0) return;
  const size_t next = start + skipped - d->above + s->rows;
  s->in = x + (start + skipped - d->above) * row;
  s->weights = weights + skipped * d->kernel_width * d->channels;
  s->ahead = x + next * row;
  if (d->height * row > cached_floats)
    s->ahead_rows = ck_smaller(d->stride_height, d->height - next);
}

CK_INLINE void forward(const ck_depthwise *d, const float *x, const float *weights,
                       const float *bias, float *y, bool is_fused) {
  line s = {.channels = d->channels, .count = d->out_width, .out_step = d->channels,
            .in_row = (ptrdiff_t)(d->width * d->channels), .columns = d->width,
            .first = -(ptrdiff_t)d->left, .taps = d->kernel_width, .stride = d->stride_width,
            .weight_row = (ptrdiff_t)(d->kernel_width * d->channels),
            .weight_tap = (ptrdiff_t)d->channels, .bias = bias};
  for (size_t n = 0; n < d->images; n++)
    for (size_t c = 0, end; c < d->channels; c = end) {
      end = block_end(d->channels, c);
      for (size_t i = 0; i < d->out_height; i++) {
        aim_forward(&s, d, x + n * d->height * d->width * d->channels, weights, i);
        s.out = y + (n * d->out_height + i) * d->out_width * d->channels;
        run_line(&s, c, end, is_fused);
      }
    }
}

CK_FUSED_CLONES(ck_depthwise_forward,
                (const ck_depthwise *d, const float *restrict x, const float *restrict weights,
                 const float *restrict bias, float *restrict y),
                (d, x, weights, bias, y), forward(d, x, weights, bias, y, is_fused))

// The rows of the window that meet row i of the inputs are p, p + stride, ...; the first of them in row `from` of the
// outputs, the others in the rows above it.
typedef struct {
  size_t p, from, rows;
} meeting;

static meeting meeting_rows(const ck_depthwise *d, size_t i) {
  const size_t reach = i + d->above, stride = d->stride_height;
  meeting m = {.p = reach % stride, .from = reach / stride};
  if (m.from >= d->out_height) {
    m.p += (m.from - d->out_height + 1) * stride;
    m.from = d->out_height - 1;
  }
  if (m.p < d->kernel_height)
    m.rows = ck_smaller((d->kernel_height - m.p - 1) / stride + 1, m.from + 1);
  return m;
}

// Row i of an image's dx: the columns phase, phase + stride, ... meet the taps q, q + stride, ..., taken from the last,
// so each phase is a line of its own.
CK_INLINE void gradient_line(line *s, const ck_depthwise *d, const float *dy, const float *weights,
                            float *dx, size_t i, size_t c, size_t c_end, bool is_fused) {
  const meeting m = meeting_rows(d, i);
  const size_t stride = d->stride_width;
  s->in = dy + m.from * d->out_width * d->channels;
  for (size_t phase = 0; phase < ck_smaller(stride, d->width); phase++) {
    const size_t q = (phase + d->left) % stride;
    s->taps = q < d->kernel_width ? (d->kernel_width - q - 1) / stride + 1 : 0;
    s->rows = s->taps == 0 ? 0 : m.rows;
    s->count = (d->width - phase - 1) / stride + 1;
    s->first = (ptrdiff_t)((phase + d->left) / stride) - (ptrdiff_t)s->taps + 1;
    if (s->rows > 0)
      s->weights = weights + (m.p * d->kernel_width + q + (s->taps - 1) * stride) * d->channels;
    s->out = dx + (i * d->width + phase) * d->channels;
    run_line(s, c, c_end, is_fused);
  }
}

CK_INLINE void input_gradient(const ck_depthwise *d, const float *dy, const float *weights,
                              float *dx, bool is_fused) {
  line s = {.channels = d->channels, .out_step = d->stride_width * d->channels,
            .in_row = -(ptrdiff_t)(d->out_width * d->channels), .columns = d->out_width,
            .stride = 1,
            .weight_row = (ptrdiff_t)(d->stride_height * d->kernel_width * d->channels),
            .weight_tap = -(ptrdiff_t)(d->stride_width * d->channels)};
  const size_t image = d->height * d->width * d->channels;
  const size_t out_image = d->out_height * d->out_width * d->channels;
  for (size_t n = 0; n < d->images; n++)
    for (size_t c = 0, end; c < d->channels; c = end) {
      end = block_end(d->channels, c);
      for (size_t i = 0; i < d->height; i++)
        gradient_line(&s, d, dy + n * out_image, weights, dx + n * image, i, c, end, is_fused);
    }
}

CK_FUSED_CLONES(ck_depthwise_input_gradient,
                (const ck_depthwise *d, const float *restrict dy, const float *restrict weights,
                 float *restrict dx),
                (d, dy, weights, dx), input_gradient(d, dy, weights, dx, is_fused))

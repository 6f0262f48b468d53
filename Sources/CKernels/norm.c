// Batch norm with all that follows it as one unit: the fewest passes over memory.
//
// Rows are taken in blocks small enough for the first-level cache. Within a block each channel has a sum of its own
// in single precision; blocks are added up in double precision. The order is fixed by the shape alone.

#include "clones.h"
#include "include/ckernels.h"
#include "lanes.h"
#include "vector_math.h"
#include "vectors.h"

#pragma STDC FP_CONTRACT OFF

#define FOR_LANES(width) for (size_t l = 0; l < (width); l++)

static void clear(size_t n, double *x) {
  for (size_t i = 0; i < n; i++) x[i] = 0;
}

// The activation of a normalised value; as max(x, 0), it passes a NaN on.
CK_INLINE float activated(ck_norm_activation activation, float u) {
  if (activation == ck_norm_relu) return u < 0 ? 0 : u;
  if (activation == ck_norm_silu) return u * ck_sigmoid(u);
  return u;
}

// Its derivative. A NaN counts as not positive: the loss has shown it already.
CK_INLINE float slope(ck_norm_activation activation, float u) {
  if (activation == ck_norm_relu) return u > 0 ? 1 : 0;
  if (activation == ck_norm_silu) {
    const float s = ck_sigmoid(u);
    return s * (1 + u * (1 - s));
  }
  return 1;
}

// Calls BODY with the widest constant number of lanes for each column of channels: 64 run best, since their sums
// need not wait for each other.
#define FOR_COLUMNS(channels, BODY)                       \
  for (size_t c = 0; c < (channels);) {                   \
    const size_t left = (channels)-c;                     \
    if (left >= 64) { BODY(64); c += 64; }                \
    else if (left >= 16) { BODY(16); c += 16; }           \
    else if (left >= 8) { BODY(8); c += 8; }              \
    else { BODY(left); c += left; }                       \
  }

CK_INLINE void column_block(size_t count, size_t channels, size_t width, const float *x,
                         double *totals) {
  float sum[64] = {0};
  for (size_t r = 0; r < count; r++) FOR_LANES(width) sum[l] += x[r * channels + l];
  FOR_LANES(width) totals[l] += sum[l];
}

CK_CLONES void ck_column_sums(size_t rows, size_t channels, const float *restrict x,
                              double *restrict totals, float *restrict sums) {
  clear(channels, totals);
  for (size_t r = 0; r < rows; r += ck_block_rows) {
    const size_t count = ck_smaller(ck_block_rows, rows - r);
#define BODY(width) column_block(count, channels, width, x + r * channels + c, totals + c)
    FOR_COLUMNS(channels, BODY)
#undef BODY
  }
  for (size_t c = 0; c < channels; c++) sums[c] = (float)totals[c];
}

CK_INLINE void moment_block(size_t count, size_t channels, size_t width, const float *x,
                         const float *origin, double *sums, double *squares) {
  float sum[64] = {0}, square[64] = {0}, zero[64];
  FOR_LANES(width) zero[l] = origin[l];
  for (size_t r = 0; r < count; r++)
    FOR_LANES(width) {
      const float difference = x[r * channels + l] - zero[l];
      sum[l] += difference;
      square[l] += difference * difference;
    }
  FOR_LANES(width) sums[l] += sum[l];
  FOR_LANES(width) squares[l] += square[l];
}

CK_CLONES void ck_moments(size_t rows, size_t channels, const float *restrict x,
                          double *restrict totals, float *restrict mean,
                          float *restrict variance) {
  clear(2 * channels, totals);
  for (size_t r = 0; r < rows; r += ck_block_rows) {
    const size_t count = ck_smaller(ck_block_rows, rows - r);
#define BODY(width) \
  moment_block(count, channels, width, x + r * channels + c, x + c, totals + c, totals + channels + c)
    FOR_COLUMNS(channels, BODY)
#undef BODY
  }
  for (size_t c = 0; c < channels; c++) {
    const double shift = totals[c] / (double)rows;
    const double spread = totals[channels + c] / (double)rows - shift * shift;
    mean[c] = (float)(x[c] + shift);
    variance[c] = spread > 0 ? (float)spread : 0;
  }
}

// Calls BODY(activation) with a constant.
#define FOR_ACTIVATION(activation, BODY)        \
  switch (activation) {                         \
    case ck_norm_identity: BODY(ck_norm_identity); break; \
    case ck_norm_relu: BODY(ck_norm_relu); break;         \
    case ck_norm_silu: BODY(ck_norm_silu); break;         \
  }

// Calls BODY(c, width) for the channels of a row: 16 at a time, then 8, which most widths of networks are multiples
// of, then the rest. (Masked vectors for the rest are slower: their stores are.)
#define FOR_ROW(channels, BODY)                                     \
  {                                                                 \
    size_t c = 0;                                                   \
    for (; c + 16 <= (channels); c += 16) { BODY(c, 16); }          \
    if (c + 8 <= (channels)) { BODY(c, 8); c += 8; }                \
    if (c < (channels)) { BODY(c, (channels)-c); }                  \
  }

CK_INLINE void apply_piece(const ck_norm *n, size_t image, size_t row, size_t c, size_t width,
                        ck_norm_activation activation, bool has_factor, bool has_residual,
                        bool rectifies, float *restrict z) {
  const float *restrict x = n->x + row + c, *restrict scale = n->scale + c;
  const float *restrict shift = n->shift + c;
  const float *restrict factor = has_factor ? n->factor + image * n->channels + c : 0;
  const float *restrict residual = has_residual ? n->residual + row + c : 0;
  FOR_LANES(width) {
    float value = activated(activation, x[l] * scale[l] + shift[l]);
    if (has_factor) value = value * factor[l];
    if (has_residual) value = value + residual[l];
    if (rectifies) value = value < 0 ? 0 : value;
    z[row + c + l] = value;
  }
}

CK_INLINE void apply_image(const ck_norm *n, size_t image, ck_norm_activation activation,
                        bool has_factor, bool has_residual, bool rectifies, float *restrict z) {
  for (size_t p = 0; p < n->pixels; p++) {
    const size_t row = (image * n->pixels + p) * n->channels;
#define PIECE(c, width) \
  apply_piece(n, image, row, c, width, activation, has_factor, has_residual, rectifies, z)
    FOR_ROW(n->channels, PIECE)
#undef PIECE
  }
}

CK_CLONES void ck_norm_apply(const ck_norm *n, float *restrict z) {
  for (size_t image = 0; image < n->images; image++) {
#define BODY(activation)                                                           \
  if (n->factor && n->residual && n->rectifies) apply_image(n, image, activation, true, true, true, z); \
  else if (n->factor && n->residual) apply_image(n, image, activation, true, true, false, z);           \
  else if (n->factor) apply_image(n, image, activation, true, false, n->rectifies, z);                  \
  else if (n->residual && n->rectifies) apply_image(n, image, activation, false, true, true, z);        \
  else if (n->residual) apply_image(n, image, activation, false, true, false, z);                       \
  else apply_image(n, image, activation, false, false, n->rectifies, z)
    FOR_ACTIVATION(n->activation, BODY)
#undef BODY
  }
}

CK_INLINE void pool_block(const ck_norm *n, size_t row, size_t count, size_t c, size_t width,
                       ck_norm_activation activation, double *totals) {
  float sum[64] = {0}, scale[64], shift[64];
  FOR_LANES(width) scale[l] = n->scale[c + l];
  FOR_LANES(width) shift[l] = n->shift[c + l];
  const float *x = n->x + row * n->channels + c;
  for (size_t r = 0; r < count; r++)
    FOR_LANES(width) sum[l] += activated(activation, x[r * n->channels + l] * scale[l] + shift[l]);
  FOR_LANES(width) totals[c + l] += sum[l];
}

CK_CLONES void ck_norm_pool(const ck_norm *n, double *restrict totals, float *restrict pooled) {
  for (size_t image = 0; image < n->images; image++) {
    clear(n->channels, totals);
    for (size_t p = 0; p < n->pixels; p += ck_block_rows) {
      const size_t count = ck_smaller(ck_block_rows, n->pixels - p), row = image * n->pixels + p;
#define COLUMN(width) pool_block(n, row, count, c, width, activation, totals)
#define BODY(value)                               \
  {                                               \
    const ck_norm_activation activation = value;  \
    FOR_COLUMNS(n->channels, COLUMN)              \
  }
      FOR_ACTIVATION(n->activation, BODY)
#undef BODY
#undef COLUMN
    }
    for (size_t c = 0; c < n->channels; c++)
      pooled[image * n->channels + c] = (float)(totals[c] / (double)n->pixels);
  }
}

// The gradient behind the last activation.
CK_INLINE float passed(bool rectifies, const float *z, const float *dz, size_t i) {
  return !rectifies || z[i] > 0 ? dz[i] : 0;
}

CK_INLINE void image_sum_block(const ck_norm *n, size_t row, size_t count, size_t c, size_t width,
                            ck_norm_activation activation, bool rectifies, const float *z,
                            const float *dz, double *totals) {
  float sum[64] = {0}, product[64] = {0}, scale[64], shift[64];
  FOR_LANES(width) scale[l] = n->scale[c + l];
  FOR_LANES(width) shift[l] = n->shift[c + l];
  for (size_t r = 0; r < count; r++)
    FOR_LANES(width) {
      const size_t i = (row + r) * n->channels + c + l;
      const float e = passed(rectifies, z, dz, i);
      sum[l] += e;
      product[l] += e * activated(activation, n->x[i] * scale[l] + shift[l]);
    }
  FOR_LANES(width) totals[c + l] += sum[l];
  FOR_LANES(width) totals[n->channels + c + l] += product[l];
}

CK_CLONES void ck_norm_image_sums(const ck_norm *n, const float *restrict z,
                                  const float *restrict dz, double *restrict totals,
                                  float *restrict sums, float *restrict products) {
  for (size_t image = 0; image < n->images; image++) {
    clear(2 * n->channels, totals);
    for (size_t p = 0; p < n->pixels; p += ck_block_rows) {
      const size_t count = ck_smaller(ck_block_rows, n->pixels - p), row = image * n->pixels + p;
#define COLUMN(width)                                                                      \
  if (n->rectifies) image_sum_block(n, row, count, c, width, activation, true, z, dz, totals); \
  else image_sum_block(n, row, count, c, width, activation, false, z, dz, totals)
#define BODY(value)                               \
  {                                               \
    const ck_norm_activation activation = value;  \
    FOR_COLUMNS(n->channels, COLUMN)              \
  }
      FOR_ACTIVATION(n->activation, BODY)
#undef BODY
#undef COLUMN
    }
    for (size_t c = 0; c < n->channels; c++) {
      sums[image * n->channels + c] = (float)totals[c];
      products[image * n->channels + c] = (float)totals[n->channels + c];
    }
  }
}

// The gradient of the normalised value, before the activation.
CK_INLINE float descended(ck_norm_activation activation, bool has_factor,
                       float passed, float x, float scale, float shift, float factor,
                       float extra) {
  float d = has_factor ? passed * factor + extra : passed;
  if (activation == ck_norm_relu) return x * scale + shift > 0 ? d : 0;
  if (activation == ck_norm_silu) return d * slope(activation, x * scale + shift);
  return d;
}

CK_INLINE void sum_block(const ck_norm *n, size_t image, size_t row, size_t count, size_t c,
                      size_t width, ck_norm_activation activation, bool has_factor, bool rectifies,
                      const float *z, const float *dz, const float *extra, const float *mean,
                      double *totals) {
  float sum[64] = {0}, product[64] = {0}, scale[64], shift[64], center[64], factor[64] = {0},
        added[64] = {0};
  FOR_LANES(width) scale[l] = n->scale[c + l];
  FOR_LANES(width) shift[l] = n->shift[c + l];
  FOR_LANES(width) center[l] = mean[c + l];
  if (has_factor) {
    FOR_LANES(width) factor[l] = n->factor[image * n->channels + c + l];
    FOR_LANES(width) added[l] = extra ? extra[image * n->channels + c + l] : 0;
  }
  for (size_t r = 0; r < count; r++)
    FOR_LANES(width) {
      const size_t i = (row + r) * n->channels + c + l;
      const float d = descended(activation, has_factor, passed(rectifies, z, dz, i), n->x[i],
                                scale[l], shift[l], factor[l], added[l]);
      sum[l] += d;
      product[l] += d * (n->x[i] - center[l]);
    }
  FOR_LANES(width) totals[c + l] += sum[l];
  FOR_LANES(width) totals[n->channels + c + l] += product[l];
}

CK_CLONES void ck_norm_sums(const ck_norm *n, const float *restrict z, const float *restrict dz,
                            const float *restrict extra, const float *restrict mean,
                            double *restrict totals, float *restrict sum_d,
                            float *restrict sum_dx) {
  // Without a factor the images' borders do not matter: blocks are full.
  const size_t images = n->factor ? n->images : 1;
  const size_t rows = n->images * n->pixels / images;
  clear(2 * n->channels, totals);
  for (size_t image = 0; image < images; image++)
    for (size_t p = 0; p < rows; p += ck_block_rows) {
      const size_t count = ck_smaller(ck_block_rows, rows - p), row = image * rows + p;
#define SUM(width, factor, rectifies) \
  sum_block(n, image, row, count, c, width, activation, factor, rectifies, z, dz, extra, mean, totals)
#define COLUMN(width)                                         \
  if (n->factor && n->rectifies) SUM(width, true, true);      \
  else if (n->factor) SUM(width, true, false);                \
  else if (n->rectifies) SUM(width, false, true);             \
  else SUM(width, false, false)
#define BODY(value)                               \
  {                                               \
    const ck_norm_activation activation = value;  \
    FOR_COLUMNS(n->channels, COLUMN)              \
  }
      FOR_ACTIVATION(n->activation, BODY)
#undef BODY
#undef COLUMN
#undef SUM
    }
  for (size_t c = 0; c < n->channels; c++) {
    sum_d[c] = (float)totals[c];
    sum_dx[c] = (float)totals[n->channels + c];
  }
}

CK_INLINE void gradient_piece(const ck_norm *n, size_t image, size_t row, size_t c, size_t width,
                           ck_norm_activation activation, bool has_factor, bool rectifies,
                           bool is_apart, const float *restrict z, const float *restrict extra,
                           const float *restrict a, const float *restrict b,
                           const float *restrict e, float *restrict dz, float *restrict dx) {
  const float *restrict x = n->x + row + c;
  const float *restrict scale = n->scale + c, *restrict shift = n->shift + c;
  const float *restrict factor = has_factor ? n->factor + image * n->channels + c : 0;
  const float *restrict added = has_factor && extra ? extra + image * n->channels + c : 0;
  FOR_LANES(width) {
    const float through = passed(rectifies, z, dz, row + c + l);
    const float d = descended(activation, has_factor, through, x[l], scale[l], shift[l],
                              has_factor ? factor[l] : 0, added ? added[l] : 0);
    const float result = a[c + l] * d + b[c + l] * x[l] + e[c + l];
    if (is_apart) dx[row + c + l] = result;
    dz[row + c + l] = is_apart ? through : result;
  }
}

CK_INLINE void gradient_image(const ck_norm *n, size_t image, ck_norm_activation activation,
                           bool has_factor, bool rectifies, bool is_apart, const float *z,
                           const float *extra, const float *a, const float *b, const float *e,
                           float *dz, float *dx) {
  for (size_t p = 0; p < n->pixels; p++) {
    const size_t row = (image * n->pixels + p) * n->channels;
#define PIECE(c, width)                                                                        \
  gradient_piece(n, image, row, c, width, activation, has_factor, rectifies, is_apart, z, extra, a, \
                 b, e, dz, dx)
    FOR_ROW(n->channels, PIECE)
#undef PIECE
  }
}

CK_CLONES void ck_norm_gradient(const ck_norm *n, const float *restrict z,
                                const float *restrict extra, const float *restrict a,
                                const float *restrict b, const float *restrict e,
                                float *restrict dz, float *restrict dx) {
  for (size_t image = 0; image < n->images; image++) {
#define GRADIENT(activation, factor, rectifies) \
  if (dx) gradient_image(n, image, activation, factor, rectifies, true, z, extra, a, b, e, dz, dx); \
  else gradient_image(n, image, activation, factor, rectifies, false, z, extra, a, b, e, dz, 0)
#define BODY(activation)                                                        \
  if (n->factor && n->rectifies) { GRADIENT(activation, true, true); }          \
  else if (n->factor) { GRADIENT(activation, true, false); }                    \
  else if (n->rectifies) { GRADIENT(activation, false, true); }                 \
  else { GRADIENT(activation, false, false); }
    FOR_ACTIVATION(n->activation, BODY)
#undef BODY
#undef GRADIENT
  }
}

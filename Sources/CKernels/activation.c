// Functions of each element and their gradients, in one pass each.

#include "clones.h"
#include "include/ckernels.h"
#include "vector_math.h"

#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

// The formulas; a comparison that a NaN fails hands it on.

INLINE float silu(float x) { return x * ck_sigmoid(x); }

INLINE float silu_slope(float x, float y) {
  (void)y;
  const float s = ck_sigmoid(x);
  return s * (1.0f + x * (1.0f - s));
}

INLINE float sigmoid_slope(float x, float y) {
  (void)x;
  return y * (1.0f - y);
}

INLINE float gelu(float x) {
  float density;
  return x * ck_normal_cdf(x, &density);
}

INLINE float gelu_slope(float x, float y) {
  (void)y;
  float density;
  const float cdf = ck_normal_cdf(x, &density);
  return cdf + x * density;
}

INLINE float relu6(float x) {
  const float low = x < 0 ? 0 : x;
  return low > 6.0f ? 6.0f : low;
}

INLINE float relu6_slope(float x, float y) {
  (void)y;
  return ((x > 0) & (x < 6.0f)) ? 1.0f : 0.0f;
}

INLINE float tanh_slope(float x, float y) {
  (void)x;
  return 1.0f - y * y;
}

// (1 + tanh(u)) / 2 = sigmoid(2 u), with 2 u = x (a + b x^2): a = 2 sqrt(2 / pi), b = 0.044715 a.
static const float gelu_a = 0x1.988454p+0f, gelu_b = 0x1.2444f2p-4f;

INLINE float gelu_tanh(float x) { return x * ck_sigmoid(x * (gelu_a + gelu_b * (x * x))); }

INLINE float gelu_tanh_slope(float x, float y) {
  (void)y;
  const float square = x * x;
  const float s = ck_sigmoid(x * (gelu_a + gelu_b * square));
  return s + x * (s * (1.0f - s)) * (gelu_a + 3.0f * gelu_b * square);
}

INLINE float hard_sigmoid(float x) {
  const float y = (x + 3.0f) / 6.0f;
  const float low = y < 0 ? 0 : y;
  return low > 1.0f ? 1.0f : low;
}

INLINE float hard_sigmoid_slope(float x, float y) {
  (void)y;
  return ((x > -3.0f) & (x < 3.0f)) ? 1.0f / 6.0f : 0.0f;
}

INLINE float hard_swish(float x) { return x * hard_sigmoid(x); }

INLINE float hard_swish_slope(float x, float y) {
  (void)y;
  const float inner = x / 3.0f + 0.5f;
  const float low = x <= -3.0f ? 0.0f : inner;
  return x >= 3.0f ? 1.0f : low;
}

#define EACH(value) \
  for (size_t i = 0; i < n; i++) y[i] = (value); \
  break

CK_CLONES void ck_activate(ck_activation function, size_t n, const float *restrict x,
                           float *restrict y) {
  switch (function) {
    case ck_activation_silu: EACH(silu(x[i]));
    case ck_activation_sigmoid: EACH(ck_sigmoid(x[i]));
    case ck_activation_gelu: EACH(gelu(x[i]));
    case ck_activation_relu6: EACH(relu6(x[i]));
    case ck_activation_tanh: EACH(ck_tanh(x[i]));
    case ck_activation_gelu_tanh: EACH(gelu_tanh(x[i]));
    case ck_activation_hard_sigmoid: EACH(hard_sigmoid(x[i]));
    case ck_activation_hard_swish: EACH(hard_swish(x[i]));
  }
}

#define EACH_SLOPE(slope) \
  for (size_t i = 0; i < n; i++) dy[i] *= slope(x[i], y[i]); \
  break

CK_CLONES void ck_activate_backward(ck_activation function, size_t n, const float *restrict x,
                                    const float *restrict y, float *restrict dy) {
  switch (function) {
    case ck_activation_silu: EACH_SLOPE(silu_slope);
    case ck_activation_sigmoid: EACH_SLOPE(sigmoid_slope);
    case ck_activation_gelu: EACH_SLOPE(gelu_slope);
    case ck_activation_relu6: EACH_SLOPE(relu6_slope);
    case ck_activation_tanh: EACH_SLOPE(tanh_slope);
    case ck_activation_gelu_tanh: EACH_SLOPE(gelu_tanh_slope);
    case ck_activation_hard_sigmoid: EACH_SLOPE(hard_sigmoid_slope);
    case ck_activation_hard_swish: EACH_SLOPE(hard_swish_slope);
  }
}

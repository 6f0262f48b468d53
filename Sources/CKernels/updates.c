// Updates of weights, each one pass over its arrays: they take as long as the memory does.

#include "clones.h"
#include "include/ckernels.h"

#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

// Elements between two sums: arrays of this length stay in the first cache.
enum { update_block = 1024, square_lanes = 32 };

// Adds the squares to `lanes`; exact, since a square of single precision fits into double.
INLINE void add_squares(size_t n, const float *x, double *lanes) {
  const size_t whole = n - n % square_lanes;
  for (size_t i = 0; i < whole; i += square_lanes)
    for (size_t l = 0; l < square_lanes; l++) lanes[l] += (double)x[i + l] * (double)x[i + l];
  for (size_t i = whole, l = 0; i < n; i++, l++) lanes[l] += (double)x[i] * (double)x[i];
}

INLINE double total(double *lanes) {
  for (size_t width = square_lanes / 2; width > 0; width /= 2)
    for (size_t l = 0; l < width; l++) lanes[l] += lanes[l + width];
  return lanes[0];
}

CK_CLONES double ck_sum_of_squares(size_t n, const float *x) {
  double lanes[square_lanes] = {0};
  add_squares(n, x, lanes);
  return total(lanes);
}

CK_CLONES void ck_sgd(const ck_sgd_step *s, size_t n, const float *restrict gradient,
                      float *restrict velocity, float *restrict weights) {
  const ck_sgd_step c = *s;
  for (size_t i = 0; i < n; i++) {
    const float g = c.trust * (c.scale * gradient[i] + c.decay * weights[i]);
    const float v = c.momentum * velocity[i] + g;
    velocity[i] = v;
    weights[i] -= c.rate * (c.nesterov ? g + c.momentum * v : v);
  }
}

// Moves both means and gives the direction. The builtin is a square root without an error number.
INLINE float direction(const ck_moments_step *s, float g, float *first, float *second) {
  const float m = s->beta1 * *first + s->rest1 * g;
  const float v = s->beta2 * *second + s->rest2 * g * g;
  *first = m;
  *second = v;
  const float root = __builtin_elementwise_sqrt(v);
  return m * s->correction1 / (root * s->correction2 + s->epsilon);
}

CK_CLONES void ck_adam(const ck_moments_step *s, size_t n, float rate, float keep,
                       const float *restrict gradient, float *restrict first,
                       float *restrict second, float *restrict weights) {
  const ck_moments_step c = *s;
  for (size_t i = 0; i < n; i++) {
    const float w = weights[i];
    const float d = direction(&c, c.scale * gradient[i] + c.decay * w, first + i, second + i);
    weights[i] = keep * w - rate * d;
  }
}

CK_CLONES void ck_lamb_direction(const ck_moments_step *s, size_t n, float *restrict gradient,
                                 float *restrict first, float *restrict second,
                                 const float *restrict weights, double squares[2]) {
  const ck_moments_step c = *s;
  double of_direction[square_lanes] = {0}, of_weights[square_lanes] = {0};
  for (size_t from = 0; from < n; from += update_block) {
    const size_t to = n - from < update_block ? n : from + update_block;
    for (size_t i = from; i < to; i++) {
      const float d = direction(&c, c.scale * gradient[i], first + i, second + i);
      gradient[i] = d + c.decay * weights[i];
    }
    add_squares(to - from, gradient + from, of_direction);
    add_squares(to - from, weights + from, of_weights);
  }
  squares[0] = total(of_direction);
  squares[1] = total(of_weights);
}

CK_CLONES void ck_descend(size_t n, float rate, const float *restrict direction,
                          float *restrict weights) {
  for (size_t i = 0; i < n; i++) weights[i] -= rate * direction[i];
}

// Instantiated with a constant for whether the mean of the gradient is taken off.
INLINE void rmsprop(const ck_rmsprop_step *s, size_t n, bool is_centered,
                    const float *restrict gradient, float *restrict mean_square,
                    float *restrict mean_gradient, float *restrict velocity,
                    float *restrict weights) {
  const ck_rmsprop_step c = *s;
  for (size_t i = 0; i < n; i++) {
    const float g = c.scale * gradient[i] + c.decay * weights[i];
    float square = mean_square[i] + c.rest * (g * g - mean_square[i]);
    mean_square[i] = square;
    if (is_centered) {
      const float mean = mean_gradient[i] + c.rest * (g - mean_gradient[i]);
      mean_gradient[i] = mean;
      square -= mean * mean;
    }
    const float root = __builtin_elementwise_sqrt(square + c.epsilon);
    const float v = c.momentum * velocity[i] + c.inner * g / root;
    velocity[i] = v;
    weights[i] -= c.outer * v;
  }
}

CK_CLONES void ck_rmsprop(const ck_rmsprop_step *s, size_t n, const float *restrict gradient,
                          float *restrict mean_square, float *restrict mean_gradient,
                          float *restrict velocity, float *restrict weights) {
  if (mean_gradient) rmsprop(s, n, true, gradient, mean_square, mean_gradient, velocity, weights);
  else rmsprop(s, n, false, gradient, mean_square, mean_gradient, velocity, weights);
}

CK_CLONES void ck_average(size_t n, float weight, const float *restrict x,
                          float *restrict average) {
  for (size_t i = 0; i < n; i++) average[i] += weight * (x[i] - average[i]);
}

CK_CLONES void ck_exchange(size_t n, float *restrict x, float *restrict y) {
  for (size_t i = 0; i < n; i++) {
    const float value = x[i];
    x[i] = y[i];
    y[i] = value;
  }
}

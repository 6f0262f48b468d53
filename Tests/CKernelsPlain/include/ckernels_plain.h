// The kernels of CKernels for one instruction set each, to compare bits with.

#ifndef CKERNELS_PLAIN_H
#define CKERNELS_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ckernels.h"
#include "cpixels_plain.h"

#define CK_KERNELS(variant)                                                                       \
  void ck_accumulate##variant(size_t n, const float *x, float *y);                                \
  void ck_relu##variant(size_t n, const float *x, float *y);                                      \
  void ck_relu_backward##variant(size_t n, const float *y, float *dy);                            \
  void ck_add##variant(size_t n, const float *x, const float *y, float *z);                       \
  void ck_add_bias##variant(size_t rows, size_t channels, const float *bias, float *y);           \
  void ck_column_sums##variant(size_t rows, size_t channels, const float *x, double *totals,      \
                               float *sums);                                                      \
  void ck_moments##variant(size_t rows, size_t channels, const float *x, double *totals,          \
                           float *mean, float *variance);                                         \
  void ck_norm_apply##variant(const ck_norm *n, float *z);                                        \
  void ck_norm_pool##variant(const ck_norm *n, double *totals, float *pooled);                    \
  void ck_norm_image_sums##variant(const ck_norm *n, const float *z, const float *dz,             \
                                   double *totals, float *sums, float *products);                 \
  void ck_norm_sums##variant(const ck_norm *n, const float *z, const float *dz,                   \
                             const float *extra, const float *mean, double *totals, float *sum_d, \
                             float *sum_dx);                                                      \
  void ck_norm_gradient##variant(const ck_norm *n, const float *z, const float *extra,            \
                                 const float *a, const float *b, const float *e, float *dz,       \
                                 float *dx);                                                      \
  void ck_average_pool##variant(size_t images, const size_t *inputs, const size_t *outputs,       \
                                size_t channels, const int32_t *boxes, const int32_t *divisors,   \
                                const float *x, float *y);                                        \
  void ck_average_pool_backward##variant(size_t images, const size_t *inputs,                     \
                                         const size_t *outputs, size_t channels,                  \
                                         const int32_t *readers, const int32_t *divisors,         \
                                         const float *dy, float *dx);                             \
  void ck_depthwise_forward##variant(const ck_depthwise *d, const float *x, const float *weights,  \
                                     const float *bias, float *y);                                \
  void ck_depthwise_input_gradient##variant(const ck_depthwise *d, const float *dy,               \
                                            const float *weights, float *dx);                     \
  void ck_depthwise_weight_gradient##variant(const ck_depthwise *d, const float *x,               \
                                             const float *dy, double *totals, float *d_weights);  \
  double ck_sum_of_squares##variant(size_t n, const float *x);                                    \
  void ck_sgd##variant(const ck_sgd_step *s, size_t n, const float *gradient, float *velocity,    \
                       float *weights);                                                           \
  void ck_adam##variant(const ck_moments_step *s, size_t n, float rate, float keep,               \
                        const float *gradient, float *first, float *second, float *weights);      \
  void ck_lamb_direction##variant(const ck_moments_step *s, size_t n, float *gradient,            \
                                  float *first, float *second, const float *weights,              \
                                  double squares[2]);                                             \
  void ck_descend##variant(size_t n, float rate, const float *direction, float *weights);         \
  void ck_rmsprop##variant(const ck_rmsprop_step *s, size_t n, const float *gradient,             \
                           float *mean_square, float *mean_gradient, float *velocity,             \
                           float *weights);                                                       \
  void ck_average##variant(size_t n, float weight, const float *x, float *average);               \
  void ck_exchange##variant(size_t n, float *x, float *y);                                        \
  void ck_activate##variant(unsigned function, size_t n, const float *x, float *y);               \
  void ck_activate_backward##variant(unsigned function, size_t n, const float *x, const float *y, \
                                     float *dy);                                                  \
  void ck_layer_norm##variant(size_t rows, size_t channels, float epsilon, const float *x,        \
                              const float *gamma, const float *beta, float *y, float *saved);     \
  void ck_layer_norm_backward##variant(size_t rows, size_t channels, const float *x,              \
                                       const float *gamma, const float *saved, const float *dy,   \
                                       bool accumulates, float *dx, float *d_gamma,               \
                                       float *d_beta, double *totals);                            \
  void ck_softmax##variant(size_t rows, size_t columns, float *x);                                \
  void ck_softmax_backward##variant(size_t rows, size_t columns, const float *y, float *dy);      \
  void ck_scale_rows##variant(size_t rows, size_t n, const float *factors, const float *x,        \
                              float *y);                                                          \
  void ck_channel_scale##variant(size_t images, size_t pixels, size_t channels, const float *x,   \
                                 const float *factors, float *y);                                 \
  void ck_channel_scale_backward##variant(size_t images, size_t pixels, size_t channels,          \
                                          const float *x, const float *factors, float *dy,        \
                                          float *d_factors);                                      \
  void ck_vector_math##variant(size_t n, const float *x, float *power, float *sigmoid,            \
                               float *tangent, float *cdf, float *density);

CK_KERNELS(_plain)
CK_KERNELS(_fused)

// Whether this CPU runs the kernels that end in _fused.
bool ck_can_run_fused(void);

#endif

// The kernels of CKernels for one instruction set each, to compare bits with.

#ifndef CKERNELS_PLAIN_H
#define CKERNELS_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "ckernels.h"

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
  void ck_depthwise_forward##variant(const ck_depthwise *d, const float *x, const float *weights,  \
                                     const float *bias, float *y);                                \
  void ck_depthwise_input_gradient##variant(const ck_depthwise *d, const float *dy,               \
                                            const float *weights, float *dx);                     \
  void ck_depthwise_weight_gradient##variant(const ck_depthwise *d, const float *x,               \
                                             const float *dy, double *totals, float *d_weights);  \
  void ck_sgd##variant(size_t n, float rate, float momentum, float decay, bool nesterov,          \
                       const float *gradient, float *velocity, float *weights);

CK_KERNELS(_plain)
CK_KERNELS(_fused)

// Whether this CPU runs the kernels that end in _fused.
bool ck_can_run_fused(void);

#endif

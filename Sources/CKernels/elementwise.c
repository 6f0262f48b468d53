// Passes over arrays that no library has, or has only with an allocation.

#include "clones.h"
#include "include/ckernels.h"

// Without this, clones for CPUs with fused multiply-add round differently.
#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_accumulate(size_t n, const float *restrict x, float *restrict y) {
  for (size_t i = 0; i < n; i++) y[i] += x[i];
}

CK_CLONES void ck_relu(size_t n, const float *restrict x, float *restrict y) {
  for (size_t i = 0; i < n; i++) y[i] = x[i] < 0 ? 0 : x[i];
}

CK_CLONES void ck_relu_backward(size_t n, const float *restrict y, float *restrict dy) {
  for (size_t i = 0; i < n; i++) dy[i] = y[i] > 0 ? dy[i] : 0;
}

CK_CLONES bool ck_all_finite(size_t n, const float *x) {
  float sums[16] = {0};  // Infinity times 0 is no number, and stays so in a sum.
  const size_t whole = n - n % 16;
  for (size_t i = 0; i < whole; i += 16)
    for (size_t l = 0; l < 16; l++) sums[l] += x[i + l] * 0;
  for (size_t i = whole; i < n; i++) sums[0] += x[i] * 0;
  bool is_finite = true;
  for (size_t l = 0; l < 16; l++) is_finite = is_finite && sums[l] == 0;
  return is_finite;
}

CK_CLONES void ck_add(size_t n, const float *restrict x, const float *restrict y,
                      float *restrict z) {
  for (size_t i = 0; i < n; i++) z[i] = x[i] + y[i];
}

CK_CLONES void ck_add_bias(size_t rows, size_t channels, const float *restrict bias,
                           float *restrict y) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < channels; c++) y[r * channels + c] += bias[c];
}

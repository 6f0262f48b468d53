// Softmax cross-entropy, in double precision inside a row: rows are few and exactness is cheap.

#include <math.h>

#include "include/ckernels.h"

#pragma STDC FP_CONTRACT OFF

void ck_softmax_cross_entropy(size_t rows, size_t classes, const float *restrict logits,
                              const int32_t *restrict labels, float smoothing,
                              double scale, double *restrict losses, float *restrict gradient) {
  const double uniform = (double)smoothing / (double)classes;
  for (size_t r = 0; r < rows; r++) {
    const float *row = logits + r * classes;
    float *to = gradient + r * classes;
    double peak = row[0], total = 0, sum = 0;
    for (size_t k = 1; k < classes; k++) peak = row[k] > peak ? row[k] : peak;
    for (size_t k = 0; k < classes; k++) total += exp(row[k] - peak);
    for (size_t k = 0; k < classes; k++) sum += row[k];
    const double log_total = peak + log(total);
    const double hit = row[labels[r]];
    losses[r] = log_total - (1 - (double)smoothing) * hit - uniform * sum;
    for (size_t k = 0; k < classes; k++) {
      const double target = uniform + ((int32_t)k == labels[r] ? 1 - (double)smoothing : 0);
      to[k] = (float)((exp(row[k] - log_total) - target) * scale);
    }
  }
}

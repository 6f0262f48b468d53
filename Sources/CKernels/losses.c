// The losses, in double precision inside a row: rows are few and exactness is cheap.

#include <math.h>

#include "include/ckernels.h"

#pragma STDC FP_CONTRACT OFF

// The logarithm of the sum of exponentials.
static double log_total(size_t classes, const float *row) {
  double peak = row[0], total = 0;
  for (size_t k = 1; k < classes; k++) peak = row[k] > peak ? row[k] : peak;
  for (size_t k = 0; k < classes; k++) total += exp(row[k] - peak);
  return peak + log(total);
}

void ck_softmax_cross_entropy(size_t rows, size_t classes, const float *restrict logits,
                              const int32_t *restrict labels, float smoothing, double scale,
                              double *restrict losses, float *restrict gradient) {
  const double uniform = (double)smoothing / (double)classes;
  for (size_t r = 0; r < rows; r++) {
    const float *row = logits + r * classes;
    float *to = gradient + r * classes;
    const double total = log_total(classes, row);
    double sum = 0;
    for (size_t k = 0; k < classes; k++) sum += row[k];
    const double hit = row[labels[r]];
    losses[r] = total - (1 - (double)smoothing) * hit - uniform * sum;
    for (size_t k = 0; k < classes; k++) {
      const double target = uniform + ((int32_t)k == labels[r] ? 1 - (double)smoothing : 0);
      to[k] = (float)((exp(row[k] - total) - target) * scale);
    }
  }
}

void ck_soft_cross_entropy(size_t rows, size_t classes, const float *restrict logits,
                           const float *restrict targets, double scale, double *restrict losses,
                           float *restrict gradient) {
  for (size_t r = 0; r < rows; r++) {
    const float *row = logits + r * classes, *target = targets + r * classes;
    float *to = gradient + r * classes;
    const double total = log_total(classes, row);
    double loss = 0, weight = 0;
    for (size_t k = 0; k < classes; k++) {
      loss += target[k] * (total - row[k]);
      weight += target[k];
    }
    losses[r] = loss;
    for (size_t k = 0; k < classes; k++)
      to[k] = (float)((exp(row[k] - total) * weight - target[k]) * scale);
  }
}

void ck_binary_cross_entropy(const ck_binary_loss *b, size_t rows, size_t classes,
                             const float *restrict logits, const float *restrict targets,
                             double scale, double *restrict losses, float *restrict gradient) {
  const double divisor = b->sums_classes ? 1 : (double)classes;
  for (size_t r = 0; r < rows; r++) {
    const float *row = logits + r * classes, *target = targets + r * classes;
    float *to = gradient + r * classes;
    double loss = 0;
    for (size_t k = 0; k < classes; k++) {
      const double x = row[k], e = exp(-fabs(x));  // Of the magnitude: it cannot overflow.
      const double t = b->has_threshold ? target[k] > b->threshold : target[k];
      loss += (x > 0 ? x : 0) - x * t + log1p(e);
      to[k] = (float)(((x > 0 ? 1 : e) / (1 + e) - t) * (scale / divisor));
    }
    losses[r] = loss / divisor;
  }
}

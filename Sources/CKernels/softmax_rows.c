// Softmax of each row and its gradient, in place, for attention.

#include <math.h>

#include "clones.h"
#include "include/ckernels.h"
#include "lanes.h"
#include "vector_math.h"

#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_softmax(size_t rows, size_t columns, float *x) {
  for (size_t r = 0; r < rows; r++) {
    float *row = x + r * columns;
    float peaks[ck_lanes], sums[ck_lanes] = {0};
    for (size_t l = 0; l < ck_lanes; l++) peaks[l] = row[0];
    CK_FOR_LANES(columns, peaks[l] = row[i] > peaks[l] ? row[i] : peaks[l]);
    float peak = peaks[0];
    for (size_t l = 1; l < ck_lanes; l++) peak = peaks[l] > peak ? peaks[l] : peak;
    CK_FOR_LANES(columns, {
      row[i] = ck_exp(row[i] - peak);
      sums[l] += row[i];
    });
    const float inverse = 1.0f / ck_lane_sum(sums);
    for (size_t c = 0; c < columns; c++) row[c] *= inverse;
  }
}

CK_CLONES void ck_softmax_backward(size_t rows, size_t columns, const float *restrict y,
                                   float *restrict dy) {
  for (size_t r = 0; r < rows; r++) {
    const float *p = y + r * columns;
    float *d = dy + r * columns;
    float sums[ck_lanes] = {0};
    CK_FOR_LANES(columns, sums[l] += p[i] * d[i]);
    const float sum = ck_lane_sum(sums);
    for (size_t c = 0; c < columns; c++) d[c] = p[c] * (d[c] - sum);
  }
}

// Sums along a row in 16 lanes, and over rows in blocks of 64, whatever the CPU's vectors: all clones add in one order.

#ifndef CKERNELS_LANES_H
#define CKERNELS_LANES_H

#include <stddef.h>

enum { ck_lanes = 16, ck_block_rows = 64 };

// Runs the statement for each i below n, with l the lane of i; full lanes have a loop of constant length.
#define CK_FOR_LANES(n, ...)                                                     \
  do {                                                                           \
    const size_t whole_ = (n) - (n) % ck_lanes;                                  \
    for (size_t b_ = 0; b_ < whole_; b_ += ck_lanes)                             \
      for (size_t l = 0, i = b_; l < ck_lanes; l++, i++) __VA_ARGS__;            \
    for (size_t l = 0, i = whole_; i < (n); l++, i++) __VA_ARGS__;               \
  } while (0)

static inline __attribute__((always_inline)) float ck_lane_sum(const float *lanes) {
  float sums[ck_lanes / 2];
  for (size_t l = 0; l < 8; l++) sums[l] = lanes[l] + lanes[l + 8];
  for (size_t l = 0; l < 4; l++) sums[l] += sums[l + 4];
  for (size_t l = 0; l < 2; l++) sums[l] += sums[l + 2];
  return sums[0] + sums[1];
}

#endif

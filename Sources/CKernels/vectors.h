// Vectors of 16 channels held in registers, for kernels that keep many sums at once.

#ifndef CKERNELS_VECTORS_H
#define CKERNELS_VECTORS_H

#include <stddef.h>
#include <string.h>

#define CK_INLINE static inline __attribute__((always_inline))

// Loops that must go for their sums to stay in registers. The general paths share them without constant lengths.
#define CK_UNROLL _Pragma("clang loop unroll(full)")
#pragma clang diagnostic ignored "-Wpass-failed"

enum { ck_vector_lanes = 16 };

// The compiler splits it where the CPU's vectors are shorter.
typedef float ck_vector __attribute__((vector_size(64)));

CK_INLINE size_t ck_smaller(size_t a, size_t b) { return a < b ? a : b; }

// Lanes from `width` on become 0.
CK_INLINE void ck_load(ck_vector *to, const float *from, size_t width) {
  if (width < ck_vector_lanes) *to = (ck_vector){0};
  memcpy(to, from, width * sizeof(float));
}

CK_INLINE void ck_store(float *to, const ck_vector *from, size_t width) {
  memcpy(to, from, width * sizeof(float));
}

// sum += x * y, rounded once.
CK_INLINE void ck_add_product(ck_vector *sum, const ck_vector *x, const ck_vector *y) {
  *sum = __builtin_elementwise_fma(*x, *y, *sum);
}

// How far a window of `span` columns from `column` on reaches beyond an image on either side.
CK_INLINE size_t ck_left_of(ptrdiff_t column) { return column < 0 ? (size_t)-column : 0; }
CK_INLINE size_t ck_right_of(ptrdiff_t column, size_t span, size_t columns) {
  const ptrdiff_t end = column + (ptrdiff_t)span;
  return end > (ptrdiff_t)columns ? (size_t)end - columns : 0;
}

// Calls BODY(left, right) with constants for the borders that occur: none, `most` (at most 2), and one less where the
// window moves in steps. Other borders take OTHERWISE.
#define CK_FOR_BORDERS(left, right, most, has_steps, BODY, OTHERWISE)               \
  if (left == 0 && right == 0) { BODY(0, 0); }                                      \
  else if (most == 1 && left == 0 && right == 1) { BODY(0, 1); }                    \
  else if (most == 1 && left == 1 && right == 0) { BODY(1, 0); }                    \
  else if (most == 1 && left == 1 && right == 1) { BODY(1, 1); }                    \
  else if (most == 2 && left == 0 && right == 2) { BODY(0, 2); }                    \
  else if (most == 2 && left == 2 && right == 0) { BODY(2, 0); }                    \
  else if (most == 2 && !(has_steps) && left == 2 && right == 2) { BODY(2, 2); }    \
  else if (most == 2 && (has_steps) && left == 0 && right == 1) { BODY(0, 1); }     \
  else if (most == 2 && (has_steps) && left == 1 && right == 0) { BODY(1, 0); }     \
  else if (most == 2 && (has_steps) && left == 2 && right == 1) { BODY(2, 1); }     \
  else if (most == 2 && (has_steps) && left == 1 && right == 2) { BODY(1, 2); }     \
  else { OTHERWISE; }

#endif

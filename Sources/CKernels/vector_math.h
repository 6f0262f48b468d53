// Elementary functions in single precision, without branches: a loop over them becomes vector instructions.
//
// Every step is an operation that IEEE 754 rounds in one way (fused multiply-adds are written out), so that
// all clones give the same bits. A NaN stays one, infinities and denormals are exact limits, nothing is
// flushed. Coefficients are minimax fits by Lawson's iteration. The worst errors found over 116 million floats (every
// 37th), in units of the last place of the exact result, which VectorMathTests sweeps with a wider step:
//
//   ck_exp 1.0, ck_sigmoid 2.4, ck_tanh 1.6, ck_normal_cdf 5.2 and its density 2.1.

#ifndef CKERNELS_VECTOR_MATH_H
#define CKERNELS_VECTOR_MATH_H

#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

static inline float ck_from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint32_t ck_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline float ck_magnitude(float x) { return ck_from_bits(ck_bits(x) & 0x7fffffffu); }

// exp(x + rest) for a rest that is small beside 1.
//
// x = n ln 2 + f with |f| <= ln(2) / 2; exp(f) = 1 + f + f^2 q(f). The power of two is multiplied in two steps, so
// that results below the normal numbers are rounded once and those above them overflow.
static inline float ck_exp_extended(float x, float rest) {
  const float low = -104.0f, high = 89.0f;  // Below the smallest float, above the largest.
  x = x < low ? low : x;
  x = x > high ? high : x;
  const float magic = 0x1.8p+23f;  // Adding it rounds to an integer, which is then in the low bits.
  const float rounded = __builtin_fmaf(x, 0x1.715476p+0f, magic);
  const float n = rounded - magic;
  float f = __builtin_fmaf(n, -0x1.62e4p-1f, x);  // Exact: the constant has few bits.
  f = __builtin_fmaf(n, -0x1.7f7d1cp-20f, f) + rest;
  float q = __builtin_fmaf(0x1.6a2352p-10f, f, 0x1.123a6cp-7f);
  q = __builtin_fmaf(q, f, 0x1.5558f4p-5f);
  q = __builtin_fmaf(q, f, 0x1.555490p-3f);
  q = __builtin_fmaf(q, f, 0x1.fffffcp-2f);
  const float p = 1.0f + __builtin_fmaf(f * f, q, f);
  const uint32_t power = ck_bits(rounded) - ck_bits(magic) + 256;  // n + 256, positive.
  const uint32_t half = power >> 1;
  return p * ck_from_bits((half - 1) << 23) * ck_from_bits((power - half - 1) << 23);
}

// exp(x).
static inline float ck_exp(float x) { return ck_exp_extended(x, 0); }

// 1 / (1 + exp(-x)).
static inline float ck_sigmoid(float x) {
  const float e = ck_exp(-ck_magnitude(x));
  return (x < 0 ? e : 1.0f) / (1.0f + e);
}

// The hyperbolic tangent; near 0 a polynomial, since 1 - exp(-2 x) cancels there.
static inline float ck_tanh(float x) {
  const float t = ck_magnitude(x), s = t * t;
  const float e = ck_exp(-2.0f * t);
  const float far = (1.0f - e) / (1.0f + e);
  float q = __builtin_fmaf(-0x1.76ac1ap-8f, s, 0x1.5256d8p-6f);
  q = __builtin_fmaf(q, s, -0x1.b84448p-5f);
  q = __builtin_fmaf(q, s, 0x1.110768p-3f);
  q = __builtin_fmaf(q, s, -0x1.555534p-2f);
  const float near = __builtin_fmaf(t * s, q, t);
  const float magnitude = t < 0.625f ? near : far;
  return ck_from_bits(ck_bits(magnitude) | (ck_bits(x) & 0x80000000u));
}

// Phi(x), the distribution function of the normal distribution, and its density exp(-x^2 / 2) / sqrt(2 pi).
//
// Phi(-t) = exp(-t^2 / 2) g(t) / (t + 5/2) with g a polynomial in (t - 5/2) / (t + 5/2); the square is taken with its
// rounding error, so that the relative error stays small in the tail, where x Phi(x) needs it.
static inline float ck_normal_cdf(float x, float *density) {
  float t = ck_magnitude(x);
  t = t > 15.0f ? 15.0f : t;
  const float square = t * t;
  const float rest = __builtin_fmaf(t, t, -square);
  const float e = ck_exp_extended(-0.5f * square, -0.5f * rest);
  const float inverse = 1.0f / (t + 2.5f);
  const float w = (t - 2.5f) * inverse;
  float g = __builtin_fmaf(-0x1.4963dcp-13f, w, -0x1.459870p-12f);
  g = __builtin_fmaf(g, w, 0x1.66c7acp-11f);
  g = __builtin_fmaf(g, w, 0x1.4ab202p-9f);
  g = __builtin_fmaf(g, w, -0x1.a3b2e8p-10f);
  g = __builtin_fmaf(g, w, -0x1.0c77a4p-6f);
  g = __builtin_fmaf(g, w, 0x1.2ea4a0p-7f);
  g = __builtin_fmaf(g, w, 0x1.0e4f2ep-3f);
  g = __builtin_fmaf(g, w, -0x1.bc19c2p-2f);
  g = __builtin_fmaf(g, w, 0x1.69cee6p-1f);
  const float tail = e * (g * inverse);
  *density = e * 0x1.988454p-2f;
  return x > 0 ? 1.0f - tail : tail;
}

#endif

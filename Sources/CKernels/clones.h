// What every kernel file begins with: clones for three instruction sets that give the same bits.
//
// A test that compiles the files for one instruction set defines CK_CLONES itself.

#ifndef CKERNELS_CLONES_H
#define CKERNELS_CLONES_H

#include <stdbool.h>

#if defined(CK_CLONES)
#define CK_SINGLE_VERSION
#elif defined(__x86_64__) && defined(__linux__)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#define CK_SINGLE_VERSION
#endif

// CK_FUSED_CLONES(name, (parameters), (arguments), statement) defines a function whose statement is compiled for the
// three instruction sets, with the constant `is_fused`: whether the CPU multiplies and adds in one instruction. Where
// it does not, each such step is a call of the C library, and unrolled loops of them would be megabytes.
#ifndef CK_IS_FUSED
#if defined(__x86_64__)
#define CK_IS_FUSED false
#else
#define CK_IS_FUSED true
#endif
#endif

#define CK_VERSION(head, fused, ...) \
  head {                             \
    const bool is_fused = fused;     \
    __VA_ARGS__;                     \
  }

#ifdef CK_SINGLE_VERSION
#define CK_FUSED_CLONES(name, parameters, arguments, ...) \
  CK_VERSION(CK_CLONES void name parameters, CK_IS_FUSED, __VA_ARGS__)
#else
#define CK_FUSED_CLONES(name, parameters, arguments, ...)                                         \
  CK_VERSION(__attribute__((target("arch=x86-64-v4"))) static void name##_v4 parameters, true,    \
             __VA_ARGS__)                                                                         \
  CK_VERSION(__attribute__((target("arch=x86-64-v3"))) static void name##_v3 parameters, true,    \
             __VA_ARGS__)                                                                         \
  CK_VERSION(static void name##_plain parameters, false, __VA_ARGS__)                             \
  void name parameters {                                                                          \
    if (__builtin_cpu_supports("x86-64-v4")) name##_v4 arguments;                                 \
    else if (__builtin_cpu_supports("x86-64-v3")) name##_v3 arguments;                            \
    else name##_plain arguments;                                                                  \
  }
#endif

#endif

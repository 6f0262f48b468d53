// The kernels for CPUs that have a fused multiply-add, which is used where a kernel asks for it and nowhere else.

#if defined(__x86_64__)
#define CK_CLONES __attribute__((target("arch=x86-64-v3")))
#else
#define CK_CLONES
#endif
#define CK_IS_FUSED true
#define CK_NAMED(name) name##_fused
#include "renamed.h"

bool ck_can_run_fused(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return true;
#endif
}

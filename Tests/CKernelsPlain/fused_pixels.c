// The kernels of pixels for CPUs that have a fused multiply-add, which none of them may use.

#if defined(__x86_64__)
#define CK_CLONES __attribute__((target("arch=x86-64-v3")))
#else
#define CK_CLONES
#endif
#define CK_NAMED(name) name##_fused
#include "renamed_pixels.h"

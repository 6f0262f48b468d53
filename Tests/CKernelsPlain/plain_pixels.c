// The kernels of pixels for the instruction set that every CPU has.

#define CK_CLONES
#define CK_NAMED(name) name##_plain
#include "renamed_pixels.h"

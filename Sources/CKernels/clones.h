// What every kernel file begins with: clones for three instruction sets that give the same bits.

#ifndef CKERNELS_CLONES_H
#define CKERNELS_CLONES_H

#if defined(__x86_64__) && defined(__linux__) && !defined(CK_PLAIN)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#endif

#endif

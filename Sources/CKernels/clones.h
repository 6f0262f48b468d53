// What every kernel file begins with: clones for three instruction sets that give the same bits.
//
// A test that compiles the files for one instruction set defines CK_CLONES itself.

#ifndef CKERNELS_CLONES_H
#define CKERNELS_CLONES_H

#ifndef CK_CLONES
#if defined(__x86_64__) && defined(__linux__)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#endif
#endif

#endif

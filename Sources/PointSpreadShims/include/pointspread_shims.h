// What Swift cannot say by itself: the processor's level, aligned and mapped memory, threads.
#pragma once
#pragma STDC FP_CONTRACT OFF

#include <stddef.h>
#include <stdint.h>

// The highest of our code generation levels that this processor runs: 1 baseline, 3 AVX2 and FMA, 4 AVX-512.
static inline int pointspread_processor_level(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v4")) return 4;
    if (__builtin_cpu_supports("x86-64-v3")) return 3;
#endif
    return 1;
}

// Dot products of bytes and of pairs of 16-bit numbers, for processors with AVX-512 VNNI.
//
// Every function is inlined into the kernels of that instruction set; elsewhere there are none.
#ifndef POINTSPREAD_DOT_PRODUCTS_H
#define POINTSPREAD_DOT_PRODUCTS_H

#if defined(__AVX512VNNI__)
#include <immintrin.h>
#include <stdint.h>

#define POINTSPREAD_DOT static inline __attribute__((always_inline, unused))

typedef uint8_t pointspread_bytes __attribute__((ext_vector_type(64)));
typedef int16_t pointspread_shorts __attribute__((ext_vector_type(32)));
typedef int32_t pointspread_ints __attribute__((ext_vector_type(16)));

// The groups of four bytes at the given numbers of such groups, all among the first 32 bytes. Hopes for `vpermd`.
POINTSPREAD_DOT pointspread_bytes pointspread_choose_fours(pointspread_ints numbers, const uint8_t *bytes) {
  __m512i read = _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)bytes));
  return (pointspread_bytes)_mm512_permutexvar_epi32((__m512i)numbers, read);
}

// The groups of four bytes at the given distances. Hopes for `vpgatherdd`.
POINTSPREAD_DOT pointspread_bytes pointspread_gather_fours(pointspread_ints distances, const uint8_t *bytes) {
  return (pointspread_bytes)_mm512_i32gather_epi32((__m512i)distances, bytes, 1);
}

// In each lane of 16 bytes, those at the given places of the lane. Hopes for `vpshufb`.
POINTSPREAD_DOT pointspread_bytes pointspread_choose_bytes(pointspread_bytes places, pointspread_bytes bytes) {
  return (pointspread_bytes)_mm512_shuffle_epi8((__m512i)bytes, (__m512i)places);
}

// Adds the products of four bytes and four signed weights to each sum, wrapping around: `vpdpbusd`. The instruction is named here,
// because compilers make two of one or of the next where they take a wait for the sum before to be longer.
POINTSPREAD_DOT pointspread_ints pointspread_add_four(pointspread_ints sums, pointspread_bytes bytes,
                                                      pointspread_ints weights) {
  __asm__("vpdpbusd %2, %1, %0" : "+v"(sums) : "v"(bytes), "v"(weights));
  return sums;
}

// Adds the products of two numbers and two weights to each sum, wrapping around: `vpdpwssd`.
POINTSPREAD_DOT pointspread_ints pointspread_add_two(pointspread_ints sums, pointspread_shorts numbers,
                                                     pointspread_ints weights) {
  __asm__("vpdpwssd %2, %1, %0" : "+v"(sums) : "v"(numbers), "v"(weights));
  return sums;
}

// The lower halves of sums of two rows next to each other. Hopes for `vpslld` and `vpblendmw`.
POINTSPREAD_DOT pointspread_shorts pointspread_pairs(pointspread_ints upper, pointspread_ints lower) {
  return (pointspread_shorts)_mm512_mask_mov_epi16((__m512i)upper, 0xAAAAAAAA, _mm512_slli_epi32((__m512i)lower, 16));
}

// Sums shifted right and saturated to bytes. Hopes for three packings, which put lanes in turn, and one `vpermd`.
POINTSPREAD_DOT pointspread_bytes pointspread_shifted_bytes(pointspread_ints first, pointspread_ints second,
                                                            pointspread_ints third, pointspread_ints fourth, int shift) {
  __m128i bits = _mm_cvtsi32_si128(shift);
  __m512i lower = _mm512_packs_epi32(_mm512_sra_epi32((__m512i)first, bits), _mm512_sra_epi32((__m512i)second, bits));
  __m512i upper = _mm512_packs_epi32(_mm512_sra_epi32((__m512i)third, bits), _mm512_sra_epi32((__m512i)fourth, bits));
  const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  return (pointspread_bytes)_mm512_permutexvar_epi32(order, _mm512_packus_epi16(lower, upper));
}
#endif
#endif

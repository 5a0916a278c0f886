// Dot products of bytes and of pairs of 16-bit numbers, for processors with AVX-512 VNNI and VBMI.
//
// Every function is inlined into the kernels of that instruction set; elsewhere there are none.
#ifndef POINTSPREAD_DOT_PRODUCTS_H
#define POINTSPREAD_DOT_PRODUCTS_H

#if defined(__AVX512VNNI__) && defined(__AVX512VBMI__)
#include <immintrin.h>
#include <stdint.h>

#define POINTSPREAD_DOT static inline __attribute__((always_inline, unused))

typedef uint8_t pointspread_bytes __attribute__((ext_vector_type(64)));
typedef int16_t pointspread_shorts __attribute__((ext_vector_type(32)));
typedef int32_t pointspread_ints __attribute__((ext_vector_type(16)));

// The bytes at the given places of a vector. Hopes for `vpermb`.
POINTSPREAD_DOT pointspread_bytes pointspread_choose_bytes(pointspread_bytes places, pointspread_bytes bytes) {
  return (pointspread_bytes)_mm512_permutexvar_epi8((__m512i)places, (__m512i)bytes);
}

// Adds the products of four bytes and four signed weights to each sum, wrapping around. Hopes for `vpdpbusd`.
POINTSPREAD_DOT pointspread_ints pointspread_add_four(pointspread_ints sums, pointspread_bytes bytes,
                                                      pointspread_ints weights) {
  return (pointspread_ints)_mm512_dpbusd_epi32((__m512i)sums, (__m512i)bytes, (__m512i)weights);
}

// Adds the products of two numbers and two weights to each sum, wrapping around. Hopes for `vpdpwssd`.
POINTSPREAD_DOT pointspread_ints pointspread_add_two(pointspread_ints sums, pointspread_shorts numbers,
                                                     pointspread_ints weights) {
  return (pointspread_ints)_mm512_dpwssd_epi32((__m512i)sums, (__m512i)numbers, (__m512i)weights);
}

// Two vectors of sums as one of their lower halves.
POINTSPREAD_DOT pointspread_shorts pointspread_lower_halves(pointspread_ints first, pointspread_ints second) {
  __m256i a = _mm512_cvtepi32_epi16((__m512i)first), b = _mm512_cvtepi32_epi16((__m512i)second);
  return (pointspread_shorts)_mm512_inserti64x4(_mm512_castsi256_si512(a), b, 1);
}

// The numbers of two rows next to each other, in each lane of 128 bits those of the first and of the second four columns.
POINTSPREAD_DOT pointspread_shorts pointspread_first_pairs(pointspread_shorts upper, pointspread_shorts lower) {
  return (pointspread_shorts)_mm512_unpacklo_epi16((__m512i)upper, (__m512i)lower);
}
POINTSPREAD_DOT pointspread_shorts pointspread_second_pairs(pointspread_shorts upper, pointspread_shorts lower) {
  return (pointspread_shorts)_mm512_unpackhi_epi16((__m512i)upper, (__m512i)lower);
}

// Writes 32 sums of such pairs, shifted right and saturated to bytes, in the order of the columns.
POINTSPREAD_DOT void pointspread_store_shifted(void *target, pointspread_ints first, pointspread_ints second, int shift) {
  __m128i bits = _mm_cvtsi32_si128(shift);
  __m512i sums = _mm512_packs_epi32(_mm512_sra_epi32((__m512i)first, bits), _mm512_sra_epi32((__m512i)second, bits));
  __m256i bytes = _mm512_cvtusepi16_epi8(_mm512_max_epi16(sums, _mm512_setzero_si512()));
  _mm256_storeu_si256((__m256i *)target, bytes);
}
#endif
#endif

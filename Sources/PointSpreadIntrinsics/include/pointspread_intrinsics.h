// Vectors of one register, and what Swift has no words for: moving numbers between them.
//
// Every function is inlined into the kernels and compiled for their instruction set; none has code of its own, which the
// linker could mistake for that of another set.
#ifndef POINTSPREAD_INTRINSICS_H
#define POINTSPREAD_INTRINSICS_H

#include <stddef.h>
#include <string.h>

#include "pointspread_dot_products.h"

#define POINTSPREAD_INLINE static inline __attribute__((always_inline, unused))

// A register holds so many lanes of 128 bits.
#if defined(__AVX512F__)
#define POINTSPREAD_LANES 4
#elif defined(__AVX__)
#define POINTSPREAD_LANES 2
#else
#define POINTSPREAD_LANES 1
#endif

typedef float pointspread_float_lane __attribute__((ext_vector_type(4)));
typedef double pointspread_double_lane __attribute__((ext_vector_type(2)));
typedef float pointspread_floats __attribute__((ext_vector_type(4 * POINTSPREAD_LANES)));
typedef double pointspread_doubles __attribute__((ext_vector_type(2 * POINTSPREAD_LANES)));

// Chooses numbers of two vectors, the same in every lane: for floats 0 to 3 are those of the first vector's lane and 4 to 7
// those of the second's, for doubles 0 and 1, 2 and 3. Each is one of the processor's shuffles within lanes.
#define POINTSPREAD_AT(n, i, lane) (((i) < (n) ? (i) : (i) - (n) + (n) * POINTSPREAD_LANES) + (n) * (lane))
#define POINTSPREAD_IN_LANE4(a, b, c, d, lane)                                                                         \
  POINTSPREAD_AT(4, a, lane), POINTSPREAD_AT(4, b, lane), POINTSPREAD_AT(4, c, lane), POINTSPREAD_AT(4, d, lane)
#define POINTSPREAD_IN_LANE2(a, b, lane) POINTSPREAD_AT(2, a, lane), POINTSPREAD_AT(2, b, lane)
#if POINTSPREAD_LANES == 4
#define POINTSPREAD_CHOOSE4(x, y, a, b, c, d)                                                                          \
  __builtin_shufflevector(x, y, POINTSPREAD_IN_LANE4(a, b, c, d, 0), POINTSPREAD_IN_LANE4(a, b, c, d, 1),              \
                          POINTSPREAD_IN_LANE4(a, b, c, d, 2), POINTSPREAD_IN_LANE4(a, b, c, d, 3))
#define POINTSPREAD_CHOOSE2(x, y, a, b)                                                                                \
  __builtin_shufflevector(x, y, POINTSPREAD_IN_LANE2(a, b, 0), POINTSPREAD_IN_LANE2(a, b, 1),                          \
                          POINTSPREAD_IN_LANE2(a, b, 2), POINTSPREAD_IN_LANE2(a, b, 3))
#define POINTSPREAD_JOIN4(lane)                                                                                        \
  __builtin_shufflevector(__builtin_shufflevector(lane[0], lane[1], 0, 1, 2, 3, 4, 5, 6, 7),                           \
                          __builtin_shufflevector(lane[2], lane[3], 0, 1, 2, 3, 4, 5, 6, 7), 0, 1, 2, 3, 4, 5, 6, 7,   \
                          8, 9, 10, 11, 12, 13, 14, 15)
#define POINTSPREAD_JOIN2(lane)                                                                                        \
  __builtin_shufflevector(__builtin_shufflevector(lane[0], lane[1], 0, 1, 2, 3),                                       \
                          __builtin_shufflevector(lane[2], lane[3], 0, 1, 2, 3), 0, 1, 2, 3, 4, 5, 6, 7)
#elif POINTSPREAD_LANES == 2
#define POINTSPREAD_CHOOSE4(x, y, a, b, c, d)                                                                          \
  __builtin_shufflevector(x, y, POINTSPREAD_IN_LANE4(a, b, c, d, 0), POINTSPREAD_IN_LANE4(a, b, c, d, 1))
#define POINTSPREAD_CHOOSE2(x, y, a, b)                                                                                \
  __builtin_shufflevector(x, y, POINTSPREAD_IN_LANE2(a, b, 0), POINTSPREAD_IN_LANE2(a, b, 1))
#define POINTSPREAD_JOIN4(lane) __builtin_shufflevector(lane[0], lane[1], 0, 1, 2, 3, 4, 5, 6, 7)
#define POINTSPREAD_JOIN2(lane) __builtin_shufflevector(lane[0], lane[1], 0, 1, 2, 3)
#else
#define POINTSPREAD_CHOOSE4(x, y, a, b, c, d) __builtin_shufflevector(x, y, a, b, c, d)
#define POINTSPREAD_CHOOSE2(x, y, a, b) __builtin_shufflevector(x, y, a, b)
#define POINTSPREAD_JOIN4(lane) lane[0]
#define POINTSPREAD_JOIN2(lane) lane[0]
#endif

typedef unsigned short pointspread_words __attribute__((ext_vector_type(8 * POINTSPREAD_LANES)));
typedef unsigned char pointspread_word_bytes __attribute__((ext_vector_type(8 * POINTSPREAD_LANES)));
typedef short pointspread_signed_words __attribute__((ext_vector_type(8 * POINTSPREAD_LANES)));

// Bytes as numbers of 16 bits. Hopes for `vpmovzxbw`.
POINTSPREAD_INLINE pointspread_words pointspread_read_bytes(const unsigned char *source) {
  pointspread_word_bytes bytes;
  memcpy(&bytes, source, sizeof bytes);
  return __builtin_convertvector(bytes, pointspread_words);
}

// Adds a product to a sum, wrapping around. Hopes for `vpmullw` and `vpaddw`.
POINTSPREAD_INLINE pointspread_words pointspread_word_sum(pointspread_words sum, pointspread_words numbers,
                                                          pointspread_words weight) {
  return sum + numbers * weight;
}

// Writes 16 bytes of two times 8, each from the place that it is given. Hopes for `vpshufb`; only some levels have it.
#if defined(__SSSE3__)
#include <immintrin.h>
POINTSPREAD_INLINE void pointspread_write_chosen_bytes(void *target, const void *first, const void *second,
                                                       const void *places) {
  __m128i bytes = _mm_unpacklo_epi64(_mm_loadl_epi64((const __m128i *)first), _mm_loadl_epi64((const __m128i *)second));
  _mm_storeu_si128((__m128i *)target, _mm_shuffle_epi8(bytes, _mm_loadu_si128((const __m128i *)places)));
}
#endif

// Shifts sums right, with their sign or without. Hopes for `vpsraw` or `vpsrlw`.
POINTSPREAD_INLINE pointspread_words pointspread_shifted_words(pointspread_words sum, int shift, _Bool is_signed) {
  return is_signed ? (pointspread_words)((pointspread_signed_words)sum >> (short)shift) : sum >> (unsigned short)shift;
}

// Shifts sums right without a sign, rounding half to even; the sums leave room for half of what is shifted away.
POINTSPREAD_INLINE pointspread_words pointspread_words_rounded_to_even(pointspread_words sum, int shift) {
  pointspread_words odd = sum >> (unsigned short)shift & (unsigned short)1;
  return (sum + odd + (unsigned short)((1 << (shift - 1)) - 1)) >> (unsigned short)shift;
}

// The upper halves of products, shifted right. Hopes for `vpmulhuw`.
typedef unsigned int pointspread_word_products __attribute__((ext_vector_type(8 * POINTSPREAD_LANES)));
POINTSPREAD_INLINE pointspread_words pointspread_words_divided(pointspread_words numbers, unsigned short factor,
                                                               int shift) {
  pointspread_word_products products = __builtin_convertvector(numbers, pointspread_word_products) *
                                       __builtin_convertvector((pointspread_words)factor, pointspread_word_products);
  return __builtin_convertvector(products >> 16u, pointspread_words) >> (unsigned short)shift;
}

// Writes such numbers as bytes, limited to their range. Hopes for `vpmovuswb`.
POINTSPREAD_INLINE void pointspread_write_limited_bytes(unsigned char *target, pointspread_words numbers,
                                                        _Bool is_signed) {
  if (is_signed)
    numbers = (pointspread_words)__builtin_elementwise_max((pointspread_signed_words)numbers,
                                                           (pointspread_signed_words)0);
  pointspread_word_bytes bytes =
      __builtin_convertvector(__builtin_elementwise_min(numbers, (pointspread_words)255), pointspread_word_bytes);
  memcpy(target, &bytes, sizeof bytes);
}

// Writes such numbers as floats. Hopes for `vpmovsxwd` or `vpmovzxwd`, and `vcvtdq2ps`.
typedef float pointspread_word_floats __attribute__((ext_vector_type(8 * POINTSPREAD_LANES)));
POINTSPREAD_INLINE void pointspread_write_floats_of_words(float *target, pointspread_words numbers, _Bool is_signed) {
  pointspread_word_floats floats = is_signed
                                       ? __builtin_convertvector((pointspread_signed_words)numbers, pointspread_word_floats)
                                       : __builtin_convertvector(numbers, pointspread_word_floats);
  memcpy(target, &floats, sizeof floats);
}

// Asks for what lies at an address, which is read soon; the address may be anything.
POINTSPREAD_INLINE void pointspread_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// Reads a lane from every fourth row. Hopes for `vinsertf128` from memory.
POINTSPREAD_INLINE pointspread_floats pointspread_read_float_lanes(const float *source, ptrdiff_t pitch) {
  pointspread_float_lane lane[POINTSPREAD_LANES];
  for (int i = 0; i < POINTSPREAD_LANES; i++) memcpy(&lane[i], source + i * 4 * pitch, sizeof lane[i]);
  return POINTSPREAD_JOIN4(lane);
}

// Reads a lane from every second row.
POINTSPREAD_INLINE pointspread_doubles pointspread_read_double_lanes(const double *source, ptrdiff_t pitch) {
  pointspread_double_lane lane[POINTSPREAD_LANES];
  for (int i = 0; i < POINTSPREAD_LANES; i++) memcpy(&lane[i], source + i * 2 * pitch, sizeof lane[i]);
  return POINTSPREAD_JOIN2(lane);
}

// Writes a vector past the caches, to a multiple of its size. Hopes for `vmovntps`.
POINTSPREAD_INLINE void pointspread_stream_floats(float *target, pointspread_floats numbers) {
  __builtin_nontemporal_store(numbers, (pointspread_floats *)target);
}

// The same for doubles.
POINTSPREAD_INLINE void pointspread_stream_doubles(double *target, pointspread_doubles numbers) {
  __builtin_nontemporal_store(numbers, (pointspread_doubles *)target);
}

// Writes a vector, past the caches or not.
POINTSPREAD_INLINE void pointspread_write_floats(float *target, pointspread_floats numbers, _Bool streams) {
  if (streams) pointspread_stream_floats(target, numbers);
  else memcpy(target, &numbers, sizeof numbers);
}

// The same for doubles.
POINTSPREAD_INLINE void pointspread_write_doubles(double *target, pointspread_doubles numbers, _Bool streams) {
  if (streams) pointspread_stream_doubles(target, numbers);
  else memcpy(target, &numbers, sizeof numbers);
}

// Turns four columns of as many rows as a vector has numbers into four rows of one vector each.
POINTSPREAD_INLINE void pointspread_turn_floats(const float *source, ptrdiff_t pitch, float *target,
                                                ptrdiff_t target_pitch, _Bool streams) {
  pointspread_floats a = pointspread_read_float_lanes(source, pitch);
  pointspread_floats b = pointspread_read_float_lanes(source + pitch, pitch);
  pointspread_floats c = pointspread_read_float_lanes(source + 2 * pitch, pitch);
  pointspread_floats d = pointspread_read_float_lanes(source + 3 * pitch, pitch);
  pointspread_floats ab0 = POINTSPREAD_CHOOSE4(a, b, 0, 4, 1, 5), ab1 = POINTSPREAD_CHOOSE4(a, b, 2, 6, 3, 7);
  pointspread_floats cd0 = POINTSPREAD_CHOOSE4(c, d, 0, 4, 1, 5), cd1 = POINTSPREAD_CHOOSE4(c, d, 2, 6, 3, 7);
  pointspread_floats row0 = POINTSPREAD_CHOOSE4(ab0, cd0, 0, 1, 4, 5), row1 = POINTSPREAD_CHOOSE4(ab0, cd0, 2, 3, 6, 7);
  pointspread_floats row2 = POINTSPREAD_CHOOSE4(ab1, cd1, 0, 1, 4, 5), row3 = POINTSPREAD_CHOOSE4(ab1, cd1, 2, 3, 6, 7);
  pointspread_write_floats(target, row0, streams);
  pointspread_write_floats(target + target_pitch, row1, streams);
  pointspread_write_floats(target + 2 * target_pitch, row2, streams);
  pointspread_write_floats(target + 3 * target_pitch, row3, streams);
}

// Turns two columns of as many rows as a vector has numbers into two rows of one vector each.
POINTSPREAD_INLINE void pointspread_turn_doubles(const double *source, ptrdiff_t pitch, double *target,
                                                 ptrdiff_t target_pitch, _Bool streams) {
  pointspread_doubles a = pointspread_read_double_lanes(source, pitch);
  pointspread_doubles b = pointspread_read_double_lanes(source + pitch, pitch);
  pointspread_doubles row0 = POINTSPREAD_CHOOSE2(a, b, 0, 2), row1 = POINTSPREAD_CHOOSE2(a, b, 1, 3);
  pointspread_write_doubles(target, row0, streams);
  pointspread_write_doubles(target + target_pitch, row1, streams);
}

// Makes what was written past the caches visible before anything that follows.
POINTSPREAD_INLINE void pointspread_finish_streams(void) {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#endif
}

#endif

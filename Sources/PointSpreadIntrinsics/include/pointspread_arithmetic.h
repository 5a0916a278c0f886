// Arithmetic of whole vectors, each operation rounded.
//
// Swift's operators on vectors are loops over lanes, of which long chains in registers become vector code in part only.
#ifndef POINTSPREAD_ARITHMETIC_H
#define POINTSPREAD_ARITHMETIC_H

#include "pointspread_intrinsics.h"

#pragma STDC FP_CONTRACT OFF

POINTSPREAD_INLINE pointspread_floats pointspread_float_sum(pointspread_floats a, pointspread_floats b) { return a + b; }
POINTSPREAD_INLINE pointspread_floats pointspread_float_difference(pointspread_floats a, pointspread_floats b) {
  return a - b;
}
POINTSPREAD_INLINE pointspread_floats pointspread_float_product(pointspread_floats a, pointspread_floats b) {
  return a * b;
}
POINTSPREAD_INLINE pointspread_doubles pointspread_double_sum(pointspread_doubles a, pointspread_doubles b) {
  return a + b;
}
POINTSPREAD_INLINE pointspread_doubles pointspread_double_difference(pointspread_doubles a, pointspread_doubles b) {
  return a - b;
}
POINTSPREAD_INLINE pointspread_doubles pointspread_double_product(pointspread_doubles a, pointspread_doubles b) {
  return a * b;
}

// The square roots. Hopes for `vsqrtps`: Swift's own are lanes one by one.
POINTSPREAD_INLINE pointspread_floats pointspread_float_root(pointspread_floats a) {
  return __builtin_elementwise_sqrt(a);
}
POINTSPREAD_INLINE pointspread_doubles pointspread_double_root(pointspread_doubles a) {
  return __builtin_elementwise_sqrt(a);
}

#endif

// Everything is in the header; a target needs a file to compile.
#include "pointspread_intrinsics.h"

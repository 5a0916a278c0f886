// How a failure inside libpng becomes a status and a message.
#pragma once

#include "cpng_shim.h"

#include <png.h>

typedef struct cpng_failure {
    cpng_status status;
    char message[160];
} cpng_failure;

// libpng's error function: keeps the message and jumps back to the entry point. The error pointer is a `cpng_failure`.
PNG_NORETURN void cpng_fail(png_structp png, png_const_charp message);
// libpng's warning function: says nothing.
void cpng_ignore(png_structp png, png_const_charp message);

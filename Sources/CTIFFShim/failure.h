// How libtiff's messages are kept.
#pragma once

#include <stdbool.h>
#include <tiffio.h>

typedef struct ctiff_failure {
    bool is_set;
    char message[160];
} ctiff_failure;

// libtiff's error function: keeps the first message. The user data are a `ctiff_failure`.
int ctiff_fail(TIFF *tiff, void *failure, const char *module, const char *format, va_list arguments);
// libtiff's warning function: says nothing.
int ctiff_ignore(TIFF *tiff, void *failure, const char *module, const char *format, va_list arguments);

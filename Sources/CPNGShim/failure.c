#include "failure.h"

#include <stdio.h>

void cpng_fail(png_structp png, png_const_charp message) {
    cpng_failure *failure = png_get_error_ptr(png);
    // A callback that knows better has set the status before.
    if (failure->status == cpng_ok) failure->status = cpng_malformed;
    snprintf(failure->message, sizeof failure->message, "%s", message);
    png_longjmp(png, 1);
}

void cpng_ignore(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

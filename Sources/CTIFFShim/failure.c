#include "failure.h"

#include <stdio.h>

int ctiff_fail(TIFF *tiff, void *user_data, const char *module, const char *format, va_list arguments) {
    (void)tiff;
    (void)module;
    ctiff_failure *failure = user_data;
    if (!failure->is_set) {
        vsnprintf(failure->message, sizeof failure->message, format, arguments);
        failure->is_set = true;
    }
    return 1;
}

int ctiff_ignore(TIFF *tiff, void *user_data, const char *module, const char *format, va_list arguments) {
    (void)tiff;
    (void)user_data;
    (void)module;
    (void)format;
    (void)arguments;
    return 1;
}

// How a failure inside libjpeg becomes a status and a message.
#pragma once

#include "cjpeg_shim.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>
#include <jerror.h>

typedef struct cjpeg_failure {
    struct jpeg_error_mgr manager;  // first, so that libjpeg's pointer to it points to all of this
    jmp_buf jump;
    cjpeg_status status;
    char message[JMSG_LENGTH_MAX];
} cjpeg_failure;

// Prepares a failure, and returns what libjpeg keeps of it.
struct jpeg_error_mgr *cjpeg_prepare(cjpeg_failure *failure);
// Jumps back to the entry point with a status; the message is libjpeg's for its present code.
_Noreturn void cjpeg_fail(j_common_ptr info, cjpeg_status status);

#include "failure.h"

_Noreturn void cjpeg_fail(j_common_ptr info, cjpeg_status status) {
    cjpeg_failure *failure = (cjpeg_failure *)info->err;
    failure->status = status;
    failure->manager.format_message(info, failure->message);
    longjmp(failure->jump, 1);
}

static _Noreturn void fail(j_common_ptr info) {
    switch (info->err->msg_code) {
    case JERR_OUT_OF_MEMORY: cjpeg_fail(info, cjpeg_out_of_memory);
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_SOF_UNSUPPORTED: cjpeg_fail(info, cjpeg_unsupported);
    default: cjpeg_fail(info, cjpeg_malformed);
    }
}

// Whether a warning leaves every sample as it was meant.
static bool is_harmless(const struct jpeg_error_mgr *manager) {
    switch (manager->msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_BOGUS_ICC:
    case JWRN_JFIF_MAJOR: return true;
    // Some cameras write a few bytes too many after the last sample.
    case JWRN_EXTRANEOUS_DATA: return manager->msg_parm.i[1] == JPEG_EOI;
    default: return false;
    }
}

// libjpeg warns of damage and goes on with grey; here, damage is an error. Levels from 0 up are traces.
static void warn(j_common_ptr info, int level) {
    if (level < 0 && !is_harmless(info->err)) cjpeg_fail(info, cjpeg_malformed);
}

static void say_nothing(j_common_ptr info) { (void)info; }

struct jpeg_error_mgr *cjpeg_prepare(cjpeg_failure *failure) {
    struct jpeg_error_mgr *manager = jpeg_std_error(&failure->manager);
    manager->error_exit = fail;
    manager->emit_message = warn;
    manager->output_message = say_nothing;
    return manager;
}

#include "ctiff_shim.h"
#include "failure.h"

#include <stdlib.h>

struct ctiff_writer {
    TIFF *tiff;
    ctiff_write_function write;
    void *context;
    uint64_t position;
    uint64_t byte_count;
    bool is_closed;
    ctiff_failure failure;
};

// One image is written and never read again.
static tmsize_t refuse(thandle_t handle, void *target, tmsize_t count) {
    (void)handle;
    (void)target;
    (void)count;
    return -1;
}

static tmsize_t push(thandle_t handle, void *source, tmsize_t count) {
    ctiff_writer *writer = handle;
    if (count <= 0) return 0;
    if (writer->is_closed) return -1;
    if (!writer->write(writer->context, writer->position, source, (size_t)count)) return -1;
    writer->position += (uint64_t)count;
    if (writer->position > writer->byte_count) writer->byte_count = writer->position;
    return count;
}

static toff_t seek(thandle_t handle, toff_t offset, int origin) {
    ctiff_writer *writer = handle;
    switch (origin) {
    case SEEK_CUR: offset += writer->position; break;
    case SEEK_END: offset += writer->byte_count; break;
    default: break;
    }
    return writer->position = offset;
}

static int close_nothing(thandle_t handle) {
    (void)handle;
    return 0;
}

static toff_t size(thandle_t handle) { return ((ctiff_writer *)handle)->byte_count; }

ctiff_writer *ctiff_writer_make(ctiff_write_function write, void *context, uint64_t byte_count, bool is_big) {
    ctiff_writer *writer = calloc(1, sizeof *writer);
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (writer != NULL && options != NULL) {
        writer->write = write;
        writer->context = context;
        writer->byte_count = byte_count;
        TIFFOpenOptionsSetErrorHandlerExtR(options, ctiff_fail, &writer->failure);
        TIFFOpenOptionsSetWarningHandlerExtR(options, ctiff_ignore, NULL);
        writer->tiff = TIFFClientOpenExt(
            "file", is_big ? "w8m" : "w4m", writer, refuse, push, seek, close_nothing, size, NULL, NULL, options);
    }
    if (options != NULL) TIFFOpenOptionsFree(options);
    if (writer != NULL && writer->tiff == NULL) {
        free(writer);
        return NULL;
    }
    return writer;
}

static bool set_compression(TIFF *tiff, const ctiff_settings *settings) {
    if (!TIFFSetField(tiff, TIFFTAG_COMPRESSION, settings->compression)) return false;
    if (settings->predictor > 1 && !TIFFSetField(tiff, TIFFTAG_PREDICTOR, settings->predictor)) return false;
    if (settings->compression_level < 0) return true;
    switch (settings->compression) {
    case COMPRESSION_ADOBE_DEFLATE: return TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, settings->compression_level) != 0;
    case COMPRESSION_ZSTD: return TIFFSetField(tiff, TIFFTAG_ZSTD_LEVEL, settings->compression_level) != 0;
    default: return true;
    }
}

bool ctiff_writer_start(ctiff_writer *writer, const ctiff_settings *settings) {
    TIFF *tiff = writer->tiff;
    bool done = TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, settings->width) &&
                TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, settings->height) &&
                TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, settings->bits) &&
                TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, settings->channels) &&
                TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, settings->format) &&
                TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
                TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, settings->photometric) &&
                TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, settings->rows_per_strip) && set_compression(tiff, settings);
    if (done && settings->extra_count > 0)
        done = TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, settings->extra_count, settings->extras) != 0;
    if (done && settings->x_resolution > 0 && settings->y_resolution > 0)
        done = TIFFSetField(tiff, TIFFTAG_XRESOLUTION, settings->x_resolution) &&
               TIFFSetField(tiff, TIFFTAG_YRESOLUTION, settings->y_resolution) &&
               TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, settings->resolution_unit);
    if (done && settings->profile != NULL && settings->profile_byte_count > 0)
        done = TIFFSetField(
                   tiff, TIFFTAG_ICCPROFILE, (uint32_t)settings->profile_byte_count, settings->profile) != 0;
    if (done && settings->description != NULL && settings->description[0] != 0)
        done = TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, settings->description) != 0;
    return done && !writer->failure.is_set;
}

bool ctiff_writer_write_strip(ctiff_writer *writer, uint32_t strip, void *rows, size_t byte_count) {
    return TIFFWriteEncodedStrip(writer->tiff, strip, rows, (tmsize_t)byte_count) >= 0 && !writer->failure.is_set;
}

bool ctiff_writer_finish(ctiff_writer *writer) {
    return TIFFWriteDirectory(writer->tiff) == 1 && !writer->failure.is_set;
}

uint64_t ctiff_writer_byte_count(const ctiff_writer *writer) { return writer->byte_count; }

const char *ctiff_writer_message(const ctiff_writer *writer) { return writer->failure.message; }

void ctiff_writer_free(ctiff_writer *writer) {
    // libtiff would write what is left of an image that was given up.
    writer->is_closed = true;
    TIFFClose(writer->tiff);
    free(writer);
}

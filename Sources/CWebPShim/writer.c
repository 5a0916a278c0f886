#include "cwebp_shim.h"

#include <stdlib.h>

#include <webp/encode.h>
#include <webp/mux.h>

struct cwebp_writer {
    WebPPicture picture;
    bool has_alpha;
};

cwebp_writer *cwebp_writer_make(uint32_t width, uint32_t height, bool has_alpha) {
    cwebp_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) return NULL;
    writer->has_alpha = has_alpha;
    if (WebPPictureInit(&writer->picture)) {
        writer->picture.use_argb = 1;
        writer->picture.width = (int)width;
        writer->picture.height = (int)height;
        if (WebPPictureAlloc(&writer->picture)) return writer;
    }
    cwebp_writer_free(writer);
    return NULL;
}

void cwebp_writer_set_row(cwebp_writer *writer, uint32_t row, const uint8_t *samples, int channels) {
    uint32_t *target = writer->picture.argb + (size_t)row * (size_t)writer->picture.argb_stride;
    for (int x = 0; x < writer->picture.width; x++, samples += channels) {
        uint32_t red = samples[0];
        uint32_t green = channels < 3 ? red : samples[1];
        uint32_t blue = channels < 3 ? red : samples[2];
        uint32_t alpha = writer->has_alpha ? samples[channels - 1] : 255;
        target[x] = alpha << 24 | red << 16 | green << 8 | blue;
    }
}

static cwebp_status encode(cwebp_writer *writer, const cwebp_settings *settings, WebPMemoryWriter *memory) {
    WebPConfig config;
    if (!WebPConfigInit(&config)) return cwebp_unsupported;
    config.lossless = settings->is_lossless;
    config.exact = settings->is_lossless;
    config.quality = settings->quality;
    writer->picture.writer = WebPMemoryWrite;
    writer->picture.custom_ptr = memory;
    if (WebPEncode(&config, &writer->picture)) return cwebp_ok;
    switch (writer->picture.error_code) {
    case VP8_ENC_ERROR_OUT_OF_MEMORY:
    case VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY: return cwebp_out_of_memory;
    default: return cwebp_unsupported;
    }
}

static cwebp_status assemble(const WebPData *image, const cwebp_settings *settings, WebPData *file) {
    const WebPData profile = {.bytes = settings->profile, .size = settings->profile_byte_count};
    const WebPData exif = {.bytes = settings->exif, .size = settings->exif_byte_count};
    WebPMux *mux = WebPMuxCreate(image, 0);
    if (mux == NULL) return cwebp_out_of_memory;
    WebPMuxError error = WEBP_MUX_OK;
    if (profile.size > 0) error = WebPMuxSetChunk(mux, "ICCP", &profile, 0);
    if (error == WEBP_MUX_OK && exif.size > 0) error = WebPMuxSetChunk(mux, "EXIF", &exif, 0);
    if (error == WEBP_MUX_OK) error = WebPMuxAssemble(mux, file);
    WebPMuxDelete(mux);
    if (error == WEBP_MUX_OK) return cwebp_ok;
    return error == WEBP_MUX_MEMORY_ERROR ? cwebp_out_of_memory : cwebp_unsupported;
}

cwebp_status cwebp_writer_finish(
    cwebp_writer *writer, const cwebp_settings *settings, cwebp_write_function write, void *context) {
    WebPMemoryWriter memory;
    WebPMemoryWriterInit(&memory);
    cwebp_status status = encode(writer, settings, &memory);
    const WebPData image = {.bytes = memory.mem, .size = memory.size};
    WebPData file;
    WebPDataInit(&file);
    bool is_plain = settings->profile_byte_count == 0 && settings->exif_byte_count == 0;
    if (status == cwebp_ok && !is_plain) status = assemble(&image, settings, &file);
    const WebPData *result = is_plain ? &image : &file;
    if (status == cwebp_ok && !write(context, result->bytes, result->size)) status = cwebp_stopped;
    WebPDataClear(&file);
    WebPMemoryWriterClear(&memory);
    return status;
}

void cwebp_writer_free(cwebp_writer *writer) {
    WebPPictureFree(&writer->picture);
    free(writer);
}

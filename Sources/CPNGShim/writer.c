#include "failure.h"

#include <stdlib.h>

// Compressed data leave in chunks of this size.
enum { chunk_byte_count = 1 << 16 };

struct cpng_writer {
    png_structp png;
    png_infop info;
    cpng_write_function write;
    void *context;
    cpng_failure failure;
};

static void push(png_structp png, png_bytep source, size_t count) {
    cpng_writer *writer = png_get_io_ptr(png);
    if (writer->write(writer->context, source, count)) return;
    writer->failure.status = cpng_stopped;
    png_error(png, "the data cannot be written");
}

static void flush(png_structp png) { (void)png; }

cpng_writer *cpng_writer_make(cpng_write_function write, void *context) {
    cpng_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) return NULL;
    writer->write = write;
    writer->context = context;
    writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer->failure, cpng_fail, cpng_ignore);
    if (writer->png != NULL) writer->info = png_create_info_struct(writer->png);
    if (writer->info == NULL) {
        cpng_writer_free(writer);
        return NULL;
    }
    return writer;
}

cpng_status cpng_writer_add_text(cpng_writer *writer, const cpng_text *text) {
    png_text copied = {
        .compression = text->is_utf8 ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE,
        .key = (char *)text->keyword,
        .text = (char *)text->text,
    };
    if (setjmp(png_jmpbuf(writer->png))) return writer->failure.status;
    png_set_text(writer->png, writer->info, &copied, 1);
    return cpng_ok;
}

static void set_colours(cpng_writer *writer, const cpng_colours *colours) {
    const png_fixed_point *p = colours->primaries;
    if (colours->intent >= 0) {
        png_set_sRGB_gAMA_and_cHRM(writer->png, writer->info, colours->intent);
        return;
    }
    if (colours->gamma > 0) png_set_gAMA_fixed(writer->png, writer->info, colours->gamma);
    if (colours->has_primaries)
        png_set_cHRM_fixed(writer->png, writer->info, p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
}

cpng_status cpng_writer_start(cpng_writer *writer, const cpng_settings *settings) {
    static const int color_types[] = {
        PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
    png_structp png = writer->png;
    png_infop info = writer->info;
    if (setjmp(png_jmpbuf(png))) return writer->failure.status;

    if (settings->channels < 1 || settings->channels > 4) png_error(png, "a wrong number of channels");
    png_set_write_fn(png, writer, push, flush);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    // A profile that does not fit the image is left out, not an error.
    png_set_benign_errors(png, 1);
    png_set_compression_level(png, settings->compression_level);
    png_set_compression_buffer_size(png, chunk_byte_count);
    png_set_IHDR(
        png, info, settings->width, settings->height, settings->bit_depth, color_types[settings->channels - 1],
        PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (settings->x_per_metre > 0 && settings->y_per_metre > 0)
        png_set_pHYs(png, info, settings->x_per_metre, settings->y_per_metre, PNG_RESOLUTION_METER);
    if (settings->profile != NULL && settings->profile_byte_count > 0)
        png_set_iCCP(
            png, info, "ICC profile", PNG_COMPRESSION_TYPE_BASE, settings->profile,
            (png_uint_32)settings->profile_byte_count);
    else
        set_colours(writer, &settings->colours);
    if (settings->exif != NULL && settings->exif_byte_count > 0)
        png_set_eXIf_1(png, info, (png_uint_32)settings->exif_byte_count, (png_bytep)settings->exif);
    png_write_info(png, info);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (settings->bit_depth == 16) png_set_swap(png);
#endif
    return cpng_ok;
}

cpng_status cpng_writer_write_rows(cpng_writer *writer, const void *rows, size_t bytes_per_row, uint32_t count) {
    if (setjmp(png_jmpbuf(writer->png))) return writer->failure.status;
    for (uint32_t row = 0; row < count; row++)
        png_write_row(writer->png, (png_const_bytep)rows + row * bytes_per_row);
    return cpng_ok;
}

cpng_status cpng_writer_finish(cpng_writer *writer) {
    if (setjmp(png_jmpbuf(writer->png))) return writer->failure.status;
    png_write_end(writer->png, writer->info);
    return cpng_ok;
}

const char *cpng_writer_message(const cpng_writer *writer) { return writer->failure.message; }

void cpng_writer_free(cpng_writer *writer) {
    if (writer->png != NULL) png_destroy_write_struct(&writer->png, &writer->info);
    free(writer);
}

#include "failure.h"

#include <stdlib.h>
#include <string.h>

// Compressed data leave in chunks of this size.
enum { chunk_byte_count = 1 << 16 };

struct cjpeg_writer {
    struct jpeg_compress_struct info;
    struct jpeg_destination_mgr destination;
    cjpeg_failure failure;
    cjpeg_write_function write;
    void *context;
    JOCTET chunk[chunk_byte_count];
};

static cjpeg_writer *writer_of(j_compress_ptr info) { return info->client_data; }

static void push(j_compress_ptr info, size_t count) {
    cjpeg_writer *writer = writer_of(info);
    if (count > 0 && !writer->write(writer->context, writer->chunk, count))
        cjpeg_fail((j_common_ptr)info, cjpeg_stopped);
    writer->destination.next_output_byte = writer->chunk;
    writer->destination.free_in_buffer = chunk_byte_count;
}

static void begin(j_compress_ptr info) { push(info, 0); }

static boolean push_all(j_compress_ptr info) {
    push(info, chunk_byte_count);
    return TRUE;
}

static void end(j_compress_ptr info) { push(info, chunk_byte_count - info->dest->free_in_buffer); }

cjpeg_writer *cjpeg_writer_make(cjpeg_write_function write, void *context) {
    cjpeg_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) return NULL;
    writer->info.err = cjpeg_prepare(&writer->failure);
    if (setjmp(writer->failure.jump)) {
        cjpeg_writer_free(writer);
        return NULL;
    }
    jpeg_create_compress(&writer->info);
    writer->write = write;
    writer->context = context;
    writer->destination.init_destination = begin;
    writer->destination.empty_output_buffer = push_all;
    writer->destination.term_destination = end;
    writer->info.client_data = writer;
    writer->info.dest = &writer->destination;
    return writer;
}

static void write_exif(j_compress_ptr info, const cjpeg_settings *settings) {
    static const char letters[6] = "Exif\0";
    jpeg_write_m_header(info, JPEG_APP0 + 1, (unsigned int)(sizeof letters + settings->exif_byte_count));
    for (size_t i = 0; i < sizeof letters; i++) jpeg_write_m_byte(info, letters[i]);
    for (size_t i = 0; i < settings->exif_byte_count; i++) jpeg_write_m_byte(info, settings->exif[i]);
}

cjpeg_status cjpeg_writer_start(cjpeg_writer *writer, const cjpeg_settings *settings) {
    struct jpeg_compress_struct *info = &writer->info;
    if (setjmp(writer->failure.jump)) return writer->failure.status;

    info->image_width = settings->width;
    info->image_height = settings->height;
    info->input_components = settings->channels;
    info->in_color_space = settings->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(info);
    jpeg_set_quality(info, settings->quality, TRUE);
    if (settings->channels > 1) {
        info->comp_info[0].h_samp_factor = settings->columns_per_chroma;
        info->comp_info[0].v_samp_factor = settings->rows_per_chroma;
    }
    if (settings->unit != cjpeg_unit_none) {
        info->density_unit = (UINT8)settings->unit;
        info->X_density = settings->x_density;
        info->Y_density = settings->y_density;
    }
    jpeg_start_compress(info, TRUE);
    if (settings->exif_byte_count > 0 && settings->exif_byte_count <= cjpeg_largest_exif) write_exif(info, settings);
    if (settings->profile_byte_count > 0)
        jpeg_write_icc_profile(info, settings->profile, (unsigned int)settings->profile_byte_count);
    if (settings->comment_byte_count > 0 && settings->comment_byte_count <= cjpeg_longest_comment)
        jpeg_write_marker(info, JPEG_COM, settings->comment, (unsigned int)settings->comment_byte_count);
    return cjpeg_ok;
}

cjpeg_status cjpeg_writer_write_rows(
    cjpeg_writer *writer, const void *rows, size_t bytes_per_row, uint32_t count) {
    if (setjmp(writer->failure.jump)) return writer->failure.status;
    for (uint32_t i = 0; i < count; i++) {
        JSAMPROW row = (JSAMPROW)rows + i * bytes_per_row;
        jpeg_write_scanlines(&writer->info, &row, 1);
    }
    return cjpeg_ok;
}

cjpeg_status cjpeg_writer_finish(cjpeg_writer *writer) {
    if (setjmp(writer->failure.jump)) return writer->failure.status;
    jpeg_finish_compress(&writer->info);
    return cjpeg_ok;
}

const char *cjpeg_writer_message(const cjpeg_writer *writer) { return writer->failure.message; }

void cjpeg_writer_free(cjpeg_writer *writer) {
    jpeg_destroy_compress(&writer->info);
    free(writer);
}

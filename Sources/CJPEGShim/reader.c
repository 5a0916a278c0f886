#include "failure.h"

#include <stdlib.h>
#include <string.h>

// Honest files have a dozen scans; with one for each coefficient of each component they would have about 200. Each scan
// may touch the whole image.
enum { most_scans = 256, buffer_byte_count = 1 << 14 };

// What libjpeg takes by the function for large memory that is neither rows nor segments of the file.
enum { fixed_memory = 1 << 16 };

typedef void *(*allocate_function)(j_common_ptr info, int pool, size_t byte_count);

struct cjpeg_reader {
    struct jpeg_decompress_struct info;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    cjpeg_failure failure;
    cjpeg_read_function read;
    void *context;
    allocate_function allocate;
    size_t metadata_left;
    cjpeg_header header;
    JSAMPLE *inks;
    JOCTET buffer[buffer_byte_count];
};

static cjpeg_reader *reader_of(j_decompress_ptr info) { return info->client_data; }

static void begin_or_end(j_decompress_ptr info) { (void)info; }

static boolean fill(j_decompress_ptr info) {
    cjpeg_reader *reader = reader_of(info);
    ptrdiff_t count = reader->read(reader->context, reader->buffer, buffer_byte_count);
    if (count <= 0) cjpeg_fail((j_common_ptr)info, count == 0 ? cjpeg_truncated : cjpeg_stopped);
    reader->source.next_input_byte = reader->buffer;
    reader->source.bytes_in_buffer = (size_t)count;
    return TRUE;
}

static void skip(j_decompress_ptr info, long count) {
    struct jpeg_source_mgr *source = info->src;
    while (count > (long)source->bytes_in_buffer) {
        count -= (long)source->bytes_in_buffer;
        fill(info);
    }
    if (count <= 0) return;
    source->next_input_byte += count;
    source->bytes_in_buffer -= (size_t)count;
}

// libjpeg takes memory for rows without this function; here it takes memory for the segments that it keeps, of which there
// may be more between scans.
static void *allocate(j_common_ptr info, int pool, size_t byte_count) {
    cjpeg_reader *reader = reader_of((j_decompress_ptr)info);
    if (byte_count > reader->metadata_left) cjpeg_fail(info, cjpeg_metadata_limit);
    reader->metadata_left -= byte_count;
    return reader->allocate(info, pool, byte_count);
}

static void watch(j_common_ptr info) {
    if (((j_decompress_ptr)info)->input_scan_number > most_scans) cjpeg_fail(info, cjpeg_scan_limit);
}

cjpeg_reader *cjpeg_reader_make(cjpeg_read_function read, void *context, size_t metadata_limit) {
    cjpeg_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) return NULL;
    reader->info.err = cjpeg_prepare(&reader->failure);
    if (setjmp(reader->failure.jump)) {
        cjpeg_reader_free(reader);
        return NULL;
    }
    jpeg_create_decompress(&reader->info);
    reader->read = read;
    reader->context = context;
    reader->metadata_left = metadata_limit < SIZE_MAX - fixed_memory ? metadata_limit + fixed_memory : SIZE_MAX;
    reader->source.init_source = begin_or_end;
    reader->source.fill_input_buffer = fill;
    reader->source.skip_input_data = skip;
    reader->source.resync_to_restart = jpeg_resync_to_restart;
    reader->source.term_source = begin_or_end;
    reader->progress.progress_monitor = watch;
    reader->info.client_data = reader;
    reader->info.src = &reader->source;
    reader->info.progress = &reader->progress;
    return reader;
}

// The coefficients of the whole image, which libjpeg keeps where they come in several scans.
static uint64_t coefficient_byte_count(const struct jpeg_decompress_struct *info) {
    uint64_t count = 0;
    for (int i = 0; i < info->num_components; i++) {
        const jpeg_component_info *component = &info->comp_info[i];
        uint64_t columns = component->width_in_blocks + (uint64_t)component->h_samp_factor;
        uint64_t rows = component->height_in_blocks + (uint64_t)component->v_samp_factor;
        count += columns * rows * sizeof(JBLOCK);
    }
    return count;
}

static void choose_colours(cjpeg_reader *reader) {
    struct jpeg_decompress_struct *info = &reader->info;
    switch (info->jpeg_color_space) {
    case JCS_GRAYSCALE: info->out_color_space = JCS_GRAYSCALE; break;
    case JCS_RGB:
    case JCS_YCbCr: info->out_color_space = JCS_RGB; break;
    case JCS_CMYK:
    case JCS_YCCK: info->out_color_space = JCS_CMYK; break;
    default:
        info->err->msg_code = JERR_CONVERSION_NOTIMPL;
        cjpeg_fail((j_common_ptr)info, cjpeg_unsupported);
    }
    reader->header.channels = info->out_color_space == JCS_GRAYSCALE ? 1 : 3;
    reader->header.is_cmyk = info->out_color_space == JCS_CMYK;
}

cjpeg_status cjpeg_reader_read_header(cjpeg_reader *reader, cjpeg_header *header) {
    struct jpeg_decompress_struct *info = &reader->info;
    if (setjmp(reader->failure.jump)) return reader->failure.status;

    reader->allocate = info->mem->alloc_large;
    info->mem->alloc_large = allocate;
    jpeg_save_markers(info, JPEG_COM, 0xFFFF);
    jpeg_save_markers(info, JPEG_APP0 + 1, 0xFFFF);
    jpeg_save_markers(info, JPEG_APP0 + 2, 0xFFFF);
    jpeg_read_header(info, TRUE);

    choose_colours(reader);
    reader->header.width = info->image_width;
    reader->header.height = info->image_height;
    if (jpeg_has_multiple_scans(info)) reader->header.working_bytes = coefficient_byte_count(info);
    if (info->saw_JFIF_marker && info->X_density > 0 && info->Y_density > 0 && info->density_unit <= 2) {
        reader->header.unit = (cjpeg_unit)info->density_unit;
        reader->header.x_density = info->X_density;
        reader->header.y_density = info->Y_density;
    }
    *header = reader->header;
    return cjpeg_ok;
}

cjpeg_status cjpeg_reader_start(cjpeg_reader *reader) {
    struct jpeg_decompress_struct *info = &reader->info;
    if (setjmp(reader->failure.jump)) return reader->failure.status;
    if (reader->header.is_cmyk)
        reader->inks = reader->allocate((j_common_ptr)info, JPOOL_IMAGE, (size_t)info->image_width * 4);
    jpeg_start_decompress(info);
    return cjpeg_ok;
}

// Light goes through one ink after the other: each takes its part, and black its part of what is left. Adobe's programs
// store inks inverted, 0 for full ink, and say so by their segment.
static void turn_inks_to_colours(const cjpeg_reader *reader, JSAMPLE *row) {
    int inversion = reader->info.saw_Adobe_marker ? 0 : 255;
    for (size_t x = 0; x < reader->header.width; x++) {
        const JSAMPLE *inks = reader->inks + 4 * x;
        int black = inks[3] ^ inversion;
        for (int c = 0; c < 3; c++) row[3 * x + c] = (JSAMPLE)(((inks[c] ^ inversion) * black + 127) / 255);
    }
}

cjpeg_status cjpeg_reader_read_rows(cjpeg_reader *reader, void *rows, size_t bytes_per_row, uint32_t count) {
    if (setjmp(reader->failure.jump)) return reader->failure.status;
    for (uint32_t i = 0; i < count; i++) {
        JSAMPLE *row = (JSAMPLE *)rows + i * bytes_per_row;
        JSAMPROW target = reader->inks == NULL ? row : reader->inks;
        jpeg_read_scanlines(&reader->info, &target, 1);
        if (reader->inks != NULL) turn_inks_to_colours(reader, row);
    }
    return cjpeg_ok;
}

cjpeg_status cjpeg_reader_finish(cjpeg_reader *reader) {
    if (setjmp(reader->failure.jump)) return reader->failure.status;
    jpeg_finish_decompress(&reader->info);
    return cjpeg_ok;
}

uint8_t *cjpeg_reader_copy_profile(cjpeg_reader *reader, size_t *byte_count) {
    JOCTET *profile = NULL;
    unsigned int count = 0;
    *byte_count = 0;
    if (setjmp(reader->failure.jump)) return NULL;
    if (!jpeg_read_icc_profile(&reader->info, &profile, &count)) return NULL;
    *byte_count = count;
    return profile;
}

static const uint8_t *segment(
    const cjpeg_reader *reader, int marker, const void *start, size_t start_count, size_t *byte_count) {
    *byte_count = 0;
    for (jpeg_saved_marker_ptr kept = reader->info.marker_list; kept != NULL; kept = kept->next) {
        if (kept->marker != marker || kept->data_length < start_count) continue;
        if (memcmp(kept->data, start, start_count) != 0) continue;
        *byte_count = kept->data_length - start_count;
        return kept->data + start_count;
    }
    return NULL;
}

const uint8_t *cjpeg_reader_exif(cjpeg_reader *reader, size_t *byte_count) {
    return segment(reader, JPEG_APP0 + 1, "Exif\0", 6, byte_count);
}

const uint8_t *cjpeg_reader_comment(cjpeg_reader *reader, size_t *byte_count) {
    return segment(reader, JPEG_COM, "", 0, byte_count);
}

const char *cjpeg_reader_message(const cjpeg_reader *reader) { return reader->failure.message; }

void cjpeg_reader_free(cjpeg_reader *reader) {
    jpeg_destroy_decompress(&reader->info);
    free(reader);
}

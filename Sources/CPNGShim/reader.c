#include "failure.h"

#include <stdlib.h>
#include <string.h>

// libpng's own state and zlib's, apart from rows and metadata.
enum { fixed_memory = 1 << 20 };

struct cpng_reader {
    png_structp png;
    png_infop info;
    cpng_read_function read;
    void *context;
    cpng_failure failure;
    cpng_header header;
    size_t memory_used;
    size_t memory_limit;
};

// Every block remembers its size in front, so that the total is known at any time.
typedef union block {
    size_t byte_count;
    max_align_t alignment;
} block;

static void *allocate(png_structp png, png_alloc_size_t byte_count) {
    cpng_reader *reader = png_get_mem_ptr(png);
    if (byte_count > reader->memory_limit - reader->memory_used) {
        reader->failure.status = cpng_metadata_limit;
        return NULL;
    }
    block *memory = malloc(sizeof(block) + byte_count);
    if (memory == NULL) {
        reader->failure.status = cpng_out_of_memory;
        return NULL;
    }
    memory->byte_count = byte_count;
    reader->memory_used += byte_count;
    return memory + 1;
}

static void release(png_structp png, void *address) {
    cpng_reader *reader = png_get_mem_ptr(png);
    block *memory = (block *)address - 1;
    reader->memory_used -= memory->byte_count;
    free(memory);
}

static void pull(png_structp png, png_bytep target, size_t count) {
    cpng_reader *reader = png_get_io_ptr(png);
    while (count > 0) {
        ptrdiff_t received = reader->read(reader->context, target, count);
        if (received <= 0) {
            reader->failure.status = received == 0 ? cpng_truncated : cpng_stopped;
            png_error(png, "the data end too early");
        }
        target += received;
        count -= (size_t)received;
    }
}

cpng_reader *cpng_reader_make(cpng_read_function read, void *context, size_t metadata_limit) {
    cpng_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) return NULL;
    reader->read = read;
    reader->context = context;
    reader->memory_limit = metadata_limit < SIZE_MAX - fixed_memory ? metadata_limit + fixed_memory : SIZE_MAX;
    reader->png = png_create_read_struct_2(
        PNG_LIBPNG_VER_STRING, &reader->failure, cpng_fail, cpng_ignore, reader, allocate, release);
    if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
    if (reader->info == NULL) {
        cpng_reader_free(reader);
        return NULL;
    }
    return reader;
}

// libpng goes on without metadata for which it got no memory; that must not pass unnoticed.
static cpng_status outcome(const cpng_reader *reader) { return reader->failure.status; }

static int significant_bits(const cpng_reader *reader, int file_depth, int color_type) {
    png_color_8p bits = NULL;
    if (png_get_sBIT(reader->png, reader->info, &bits) && color_type != PNG_COLOR_TYPE_PALETTE) {
        int most = bits->gray;
        if (color_type & PNG_COLOR_MASK_COLOR) {
            most = bits->red > bits->green ? bits->red : bits->green;
            if (bits->blue > most) most = bits->blue;
        }
        if (most > 0 && most < file_depth) return most;
    }
    return color_type == PNG_COLOR_TYPE_PALETTE ? 8 : file_depth;
}

cpng_status cpng_reader_read_header(cpng_reader *reader, cpng_header *header) {
    png_structp png = reader->png;
    png_infop info = reader->info;
    if (setjmp(png_jmpbuf(png))) return outcome(reader);

    png_set_read_fn(png, reader, pull);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    // The caller judges the size; memory for chunks is counted by `allocate`, over all of them together.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(png, 0);
    png_read_info(png, info);

    int color_type = png_get_color_type(png, info);
    int file_depth = png_get_bit_depth(png, info);
    bool has_key = png_get_valid(png, info, PNG_INFO_tRNS) != 0;

    if (color_type == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
    if (color_type == PNG_COLOR_TYPE_GRAY && file_depth < 8) png_set_expand_gray_1_2_4_to_8(png);
    if (has_key) png_set_tRNS_to_alpha(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (file_depth == 16) png_set_swap(png);
#endif
    reader->header.passes = png_set_interlace_handling(png);

    reader->header.width = png_get_image_width(png, info);
    reader->header.height = png_get_image_height(png, info);
    reader->header.channels =
        (color_type & PNG_COLOR_MASK_COLOR ? 3 : 1) + ((color_type & PNG_COLOR_MASK_ALPHA) || has_key ? 1 : 0);
    reader->header.bit_depth = file_depth == 16 ? 16 : 8;
    reader->header.significant_bits = significant_bits(reader, file_depth, color_type);

    png_uint_32 x = 0, y = 0;
    int unit = PNG_RESOLUTION_UNKNOWN;
    if (png_get_pHYs(png, info, &x, &y, &unit) && unit == PNG_RESOLUTION_METER) {
        reader->header.x_per_metre = x;
        reader->header.y_per_metre = y;
    }
    *header = reader->header;
    return outcome(reader);
}

static size_t row_byte_count(const cpng_header *header) {
    return (size_t)header->width * (size_t)header->channels * (size_t)(header->bit_depth / 8);
}

cpng_status cpng_reader_start(cpng_reader *reader) {
    if (setjmp(png_jmpbuf(reader->png))) return outcome(reader);
    // The row as stored, as handed out and the one before, each of at most 8 bytes per pixel and some slack.
    size_t rows = 4 * ((size_t)reader->header.width * 8 + 4096);
    reader->memory_limit = reader->memory_limit < SIZE_MAX - rows ? reader->memory_limit + rows : SIZE_MAX;
    png_read_update_info(reader->png, reader->info);
    if (png_get_rowbytes(reader->png, reader->info) != row_byte_count(&reader->header))
        png_error(reader->png, "rows of an unexpected size");
    return outcome(reader);
}

cpng_status cpng_reader_read_rows(cpng_reader *reader, void *rows, size_t bytes_per_row, uint32_t count) {
    if (setjmp(png_jmpbuf(reader->png))) return outcome(reader);
    if (bytes_per_row < row_byte_count(&reader->header)) png_error(reader->png, "too little memory for a row");
    for (uint32_t row = 0; row < count; row++)
        png_read_row(reader->png, (png_bytep)rows + row * bytes_per_row, NULL);
    return outcome(reader);
}

cpng_status cpng_reader_finish(cpng_reader *reader) {
    if (setjmp(png_jmpbuf(reader->png))) return outcome(reader);
    png_read_end(reader->png, reader->info);
    return outcome(reader);
}

const uint8_t *cpng_reader_profile(cpng_reader *reader, size_t *byte_count) {
    png_charp name = NULL;
    int compression = 0;
    png_bytep profile = NULL;
    png_uint_32 length = 0;
    *byte_count = 0;
    if (!png_get_iCCP(reader->png, reader->info, &name, &compression, &profile, &length)) return NULL;
    *byte_count = length;
    return profile;
}

const uint8_t *cpng_reader_exif(cpng_reader *reader, size_t *byte_count) {
    png_uint_32 length = 0;
    png_bytep exif = NULL;
    *byte_count = 0;
    if (!png_get_eXIf_1(reader->png, reader->info, &length, &exif)) return NULL;
    *byte_count = length;
    return exif;
}

cpng_colours cpng_reader_colours(cpng_reader *reader) {
    cpng_colours colours = {.intent = -1};
    png_fixed_point *p = colours.primaries;
    int intent = 0;
    if (png_get_sRGB(reader->png, reader->info, &intent)) colours.intent = intent;
    png_get_gAMA_fixed(reader->png, reader->info, &colours.gamma);
    colours.has_primaries =
        png_get_cHRM_fixed(
            reader->png, reader->info, &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &p[7]) != 0;
    return colours;
}

bool cpng_reader_text(cpng_reader *reader, int index, cpng_text *text) {
    png_textp texts = NULL;
    if (index >= png_get_text(reader->png, reader->info, &texts, NULL)) return false;
    text->keyword = texts[index].key;
    text->text = texts[index].text;
    text->keyword_byte_count = text->keyword == NULL ? 0 : strlen(text->keyword);
    text->text_byte_count = text->text == NULL ? 0 : strlen(text->text);
    text->is_utf8 = texts[index].compression >= PNG_ITXT_COMPRESSION_NONE;
    return true;
}

const char *cpng_reader_message(const cpng_reader *reader) { return reader->failure.message; }

void cpng_reader_free(cpng_reader *reader) {
    if (reader->png != NULL) png_destroy_read_struct(&reader->png, &reader->info, NULL);
    free(reader);
}

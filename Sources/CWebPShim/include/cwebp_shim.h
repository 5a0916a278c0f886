// WebP files, as a whole, through libwebp.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum __attribute__((enum_extensibility(closed))) cwebp_status : int {
    cwebp_ok,
    cwebp_malformed,      // the file breaks the rules
    cwebp_truncated,      // the bytes end too early
    cwebp_unsupported,    // a kind of WebP that the library does not know
    cwebp_out_of_memory,  // the system gave no memory
    cwebp_stopped,        // the caller's function reported a failure
} cwebp_status;

// The largest number of rows or columns.
enum { cwebp_largest_size = 16383 };

// What a file holds.
typedef struct cwebp_header {
    uint32_t width;
    uint32_t height;
    bool has_alpha;
    bool is_animated;
} cwebp_header;

// Reads the header; the first 64 bytes of a file are enough for it, but for odd files.
cwebp_status cwebp_read_header(const uint8_t *_Nonnull bytes, size_t byte_count, cwebp_header *_Nonnull header);
// Decodes a file to rows of RGB, or of RGB and alpha.
cwebp_status cwebp_decode(
    const uint8_t *_Nonnull bytes, size_t byte_count, bool has_alpha, uint8_t *_Nonnull rows, size_t bytes_per_row,
    size_t row_count);
// Where a chunk lies in a file, such as "ICCP"; false where there is none.
bool cwebp_find_chunk(
    const uint8_t *_Nonnull bytes, size_t byte_count, const char *_Nonnull name, size_t *_Nonnull start,
    size_t *_Nonnull chunk_byte_count);

// Takes `count` bytes; false to stop.
typedef bool (*cwebp_write_function)(void *_Nonnull context, const void *_Nonnull source, size_t count);

// How a file is written, and what it is to hold beside its rows. What has no bytes is left out.
typedef struct cwebp_settings {
    bool is_lossless;
    float quality;  // 0 to 100; of lossless files, how hard to try
    const uint8_t *_Nullable profile;
    size_t profile_byte_count;
    const uint8_t *_Nullable exif;
    size_t exif_byte_count;
} cwebp_settings;

typedef struct cwebp_writer cwebp_writer;

// Null when memory is short: the writer holds the whole image.
cwebp_writer *_Nullable cwebp_writer_make(uint32_t width, uint32_t height, bool has_alpha);
// Sets a row of so many channels: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.
void cwebp_writer_set_row(
    cwebp_writer *_Nonnull writer, uint32_t row, const uint8_t *_Nonnull samples, int channels);
cwebp_status cwebp_writer_finish(
    cwebp_writer *_Nonnull writer, const cwebp_settings *_Nonnull settings, cwebp_write_function _Nonnull write,
    void *_Nonnull context);
void cwebp_writer_free(cwebp_writer *_Nonnull writer);

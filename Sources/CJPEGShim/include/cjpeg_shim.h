// JPEG files, row by row, through libjpeg-turbo's `jpeg_*` interface. libjpeg reports errors by jumping over frames; the
// jumps begin and end in this target, so that callers see statuses only.
//
// Reading:  make, read_header, start, read_rows (until all rows are read), finish, free.
// Writing:  make, start, write_rows (until all rows are written), finish, free.
// After any status but `cjpeg_ok` only `message` and `free` may be called.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum __attribute__((enum_extensibility(closed))) cjpeg_status : int {
    cjpeg_ok,
    cjpeg_malformed,       // the file breaks the rules; see the message
    cjpeg_unsupported,     // a kind of JPEG that the library does not know
    cjpeg_truncated,       // the source ended too early
    cjpeg_out_of_memory,   // the system gave no memory
    cjpeg_metadata_limit,  // what is kept beside the samples would take more memory than allowed
    cjpeg_scan_limit,      // the image is sent in more scans than any honest file has
    cjpeg_stopped,         // the caller's function reported a failure
} cjpeg_status;

// Fills `target` with up to `count` bytes and returns how many; 0 at the end, negative to stop.
typedef ptrdiff_t (*cjpeg_read_function)(void *_Nonnull context, void *_Nonnull target, size_t count);
// Takes `count` bytes; false to stop.
typedef bool (*cjpeg_write_function)(void *_Nonnull context, const void *_Nonnull source, size_t count);

// What the numbers of a resolution count.
typedef enum __attribute__((enum_extensibility(closed))) cjpeg_unit : int {
    cjpeg_unit_none,
    cjpeg_unit_inch,
    cjpeg_unit_centimetre,
} cjpeg_unit;

// What a file holds, as the rows are handed out: YCbCr turned to RGB, and inks too.
typedef struct cjpeg_header {
    uint32_t width;
    uint32_t height;
    int channels;            // 1 grey, 3 RGB
    bool is_cmyk;            // the colours were inks, so that a profile does not hold for the rows
    uint64_t working_bytes;  // memory for the whole image where it comes in several scans, otherwise 0
    cjpeg_unit unit;
    uint32_t x_density;
    uint32_t y_density;
} cjpeg_header;

typedef struct cjpeg_reader cjpeg_reader;

// Null when memory is short. `metadata_limit` bounds the memory for profiles, EXIF and comments, in bytes.
cjpeg_reader *_Nullable cjpeg_reader_make(
    cjpeg_read_function _Nonnull read, void *_Nonnull context, size_t metadata_limit);
cjpeg_status cjpeg_reader_read_header(cjpeg_reader *_Nonnull reader, cjpeg_header *_Nonnull header);
// Allocates the buffers for rows, in proportion to the width, or for the whole image where it comes in several scans.
cjpeg_status cjpeg_reader_start(cjpeg_reader *_Nonnull reader);
cjpeg_status cjpeg_reader_read_rows(
    cjpeg_reader *_Nonnull reader, void *_Nonnull rows, size_t bytes_per_row, uint32_t count);
// Checks that the file is complete.
cjpeg_status cjpeg_reader_finish(cjpeg_reader *_Nonnull reader);
// The ICC profile, put together from its segments, to be freed by the caller; null where there is no intact one.
uint8_t *_Nullable cjpeg_reader_copy_profile(cjpeg_reader *_Nonnull reader, size_t *_Nonnull byte_count);
// The EXIF block without the letters before it; null where there is none. Valid until `finish`.
const uint8_t *_Nullable cjpeg_reader_exif(cjpeg_reader *_Nonnull reader, size_t *_Nonnull byte_count);
// The first comment; null where there is none. Valid until `finish`.
const uint8_t *_Nullable cjpeg_reader_comment(cjpeg_reader *_Nonnull reader, size_t *_Nonnull byte_count);
const char *_Nonnull cjpeg_reader_message(const cjpeg_reader *_Nonnull reader);
void cjpeg_reader_free(cjpeg_reader *_Nonnull reader);

// What fits into one segment of a file: the largest EXIF block, and the longest comment.
enum { cjpeg_largest_exif = 65527, cjpeg_longest_comment = 65533, cjpeg_largest_size = 65500 };

// What a file is to hold beside its rows. What has no bytes is left out.
typedef struct cjpeg_settings {
    uint32_t width;
    uint32_t height;
    int channels;              // 1 or 3
    int quality;               // 1 to 100
    int columns_per_chroma;    // 1 or 2
    int rows_per_chroma;       // 1 or 2
    cjpeg_unit unit;
    uint16_t x_density;
    uint16_t y_density;
    const uint8_t *_Nullable profile;
    size_t profile_byte_count;
    const uint8_t *_Nullable exif;
    size_t exif_byte_count;
    const uint8_t *_Nullable comment;
    size_t comment_byte_count;
} cjpeg_settings;

typedef struct cjpeg_writer cjpeg_writer;

cjpeg_writer *_Nullable cjpeg_writer_make(cjpeg_write_function _Nonnull write, void *_Nonnull context);
cjpeg_status cjpeg_writer_start(cjpeg_writer *_Nonnull writer, const cjpeg_settings *_Nonnull settings);
cjpeg_status cjpeg_writer_write_rows(
    cjpeg_writer *_Nonnull writer, const void *_Nonnull rows, size_t bytes_per_row, uint32_t count);
cjpeg_status cjpeg_writer_finish(cjpeg_writer *_Nonnull writer);
const char *_Nonnull cjpeg_writer_message(const cjpeg_writer *_Nonnull writer);
void cjpeg_writer_free(cjpeg_writer *_Nonnull writer);

// PNG files, row by row, through libpng's full interface. libpng reports errors by jumping over frames; the jumps begin
// and end in this target, so that callers see statuses only.
//
// Reading:  make, read_header, start, read_rows (until all rows are read, as often as `passes` says), finish, free.
// Writing:  make, start, write_rows (until all rows are written), finish, free.
// After any status but `cpng_ok` only `message` and `free` may be called.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum __attribute__((enum_extensibility(closed))) cpng_status : int {
    cpng_ok,
    cpng_malformed,       // the file breaks the rules; see the message
    cpng_truncated,       // the source ended too early
    cpng_out_of_memory,   // the system gave no memory
    cpng_metadata_limit,  // what is kept beside the samples would take more memory than allowed
    cpng_stopped,         // the caller's function reported a failure
} cpng_status;

// Fills `target` with up to `count` bytes and returns how many; 0 at the end, negative to stop.
typedef ptrdiff_t (*cpng_read_function)(void *_Nonnull context, void *_Nonnull target, size_t count);
// Takes `count` bytes; false to stop.
typedef bool (*cpng_write_function)(void *_Nonnull context, const void *_Nonnull source, size_t count);

// What a file holds, as the rows are handed out: palettes and colour keys resolved, at least 8 bits, native byte order.
typedef struct cpng_header {
    uint32_t width;
    uint32_t height;
    int channels;          // 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha
    int bit_depth;         // 8 or 16
    int significant_bits;  // as many as `bit_depth`, or fewer
    int passes;            // how often all rows are to be read, into the same memory: 7 where interlaced, otherwise 1
    uint32_t x_per_metre;  // pixels per metre, 0 where unknown
    uint32_t y_per_metre;
} cpng_header;

// What the samples mean as light and colour, in units of 1/100,000.
typedef struct cpng_colours {
    int32_t gamma;  // 0 where unknown
    bool has_primaries;
    int32_t primaries[8];  // x and y of white, red, green and blue
    int intent;            // of samples in sRGB; -1 where they are not known to be
} cpng_colours;

// A text with its keyword, which is in Latin-1; both end with a zero byte.
typedef struct cpng_text {
    const char *_Nullable keyword;
    const char *_Nullable text;
    size_t keyword_byte_count;  // without the zero byte; for reading only
    size_t text_byte_count;
    bool is_utf8;  // otherwise Latin-1
} cpng_text;

typedef struct cpng_reader cpng_reader;

// Null when memory is short. `metadata_limit` bounds the memory for everything but samples, in bytes.
cpng_reader *_Nullable cpng_reader_make(
    cpng_read_function _Nonnull read, void *_Nonnull context, size_t metadata_limit);
cpng_status cpng_reader_read_header(cpng_reader *_Nonnull reader, cpng_header *_Nonnull header);
// Allocates the buffers for rows, in proportion to the width.
cpng_status cpng_reader_start(cpng_reader *_Nonnull reader);
cpng_status cpng_reader_read_rows(
    cpng_reader *_Nonnull reader, void *_Nonnull rows, size_t bytes_per_row, uint32_t count);
// Reads what follows the samples and checks that the file is complete.
cpng_status cpng_reader_finish(cpng_reader *_Nonnull reader);
// The ICC profile; null where there is none. Valid until the reader is freed.
const uint8_t *_Nullable cpng_reader_profile(cpng_reader *_Nonnull reader, size_t *_Nonnull byte_count);
// The EXIF block; null where there is none. Valid until the reader is freed.
const uint8_t *_Nullable cpng_reader_exif(cpng_reader *_Nonnull reader, size_t *_Nonnull byte_count);
cpng_colours cpng_reader_colours(cpng_reader *_Nonnull reader);
// One of the texts, in the order of the file, valid until the reader is freed; false where there are no more.
bool cpng_reader_text(cpng_reader *_Nonnull reader, int index, cpng_text *_Nonnull text);
const char *_Nonnull cpng_reader_message(const cpng_reader *_Nonnull reader);
void cpng_reader_free(cpng_reader *_Nonnull reader);

// What a file is to hold beside its rows and texts. What has no bytes is left out.
typedef struct cpng_settings {
    uint32_t width;
    uint32_t height;
    int channels;
    int bit_depth;
    int compression_level;  // 0 to 9
    uint32_t x_per_metre;
    uint32_t y_per_metre;
    const uint8_t *_Nullable profile;
    size_t profile_byte_count;
    const uint8_t *_Nullable exif;
    size_t exif_byte_count;
    cpng_colours colours;  // left out where there is a profile
} cpng_settings;

typedef struct cpng_writer cpng_writer;

cpng_writer *_Nullable cpng_writer_make(cpng_write_function _Nonnull write, void *_Nonnull context);
// Adds a text, which is copied; before `start`.
cpng_status cpng_writer_add_text(cpng_writer *_Nonnull writer, const cpng_text *_Nonnull text);
cpng_status cpng_writer_start(cpng_writer *_Nonnull writer, const cpng_settings *_Nonnull settings);
cpng_status cpng_writer_write_rows(
    cpng_writer *_Nonnull writer, const void *_Nonnull rows, size_t bytes_per_row, uint32_t count);
cpng_status cpng_writer_finish(cpng_writer *_Nonnull writer);
const char *_Nonnull cpng_writer_message(const cpng_writer *_Nonnull writer);
void cpng_writer_free(cpng_writer *_Nonnull writer);

// TIFF files through libtiff: its variadic calls as typed functions, its errors as statuses and messages.
//
// Reading:  make, select (a directory, by its place in the file), read_rows or read_block, free.
// Writing:  make, start, write_rows (until all rows are written), finish, free: one file of one image.
// After a failure only `message` and `free` may be called, or `select` another directory.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Copies up to `count` bytes from a place in the file and returns how many; fewer only at the end, negative to stop.
typedef ptrdiff_t (*ctiff_read_function)(
    void *_Nonnull context, uint64_t offset, void *_Nonnull target, size_t count);
// Stores `count` bytes at a place in the file; false to stop.
typedef bool (*ctiff_write_function)(
    void *_Nonnull context, uint64_t offset, const void *_Nonnull source, size_t count);

// What an image is made of, in the numbers of the TIFF specification.
typedef struct ctiff_layout {
    uint32_t width;
    uint32_t height;
    uint16_t bits;         // of one sample
    uint16_t channels;     // samples of one pixel
    uint16_t format;       // 1 unsigned, 2 signed, 3 floating-point
    uint16_t photometric;  // 0xFFFF where the file does not say
    uint16_t compression;
    bool is_planar;        // channels in blocks of their own
    bool is_tiled;
    uint32_t block_width;  // of a tile, or the width
    uint32_t block_height; // of a tile or strip
    uint16_t extra_count;  // channels beyond those of the colour model
    uint16_t extras[16];   // what the first of them mean: 1 alpha, colours multiplied by it; 2 alpha; 0 anything
} ctiff_layout;

typedef struct ctiff_reader ctiff_reader;

// Null when memory is short, or when the header is broken. `memory_limit` bounds each single allocation.
ctiff_reader *_Nullable ctiff_reader_make(
    ctiff_read_function _Nonnull read, void *_Nonnull context, uint64_t byte_count, size_t memory_limit);
// Goes to the directory at a place in the file. JPEG-compressed colours are handed out as RGB.
bool ctiff_reader_select(ctiff_reader *_Nonnull reader, uint64_t offset, ctiff_layout *_Nonnull layout);
// Whether this build of libtiff knows the compression.
bool ctiff_knows_compression(uint16_t compression);
// The bytes of a row of one strip: of all channels, or of one where they are planar.
size_t ctiff_reader_bytes_per_row(ctiff_reader *_Nonnull reader);
// The bytes of one strip or tile.
size_t ctiff_reader_bytes_per_block(ctiff_reader *_Nonnull reader);
// Reads the row with a number; rows of one strip in increasing order.
bool ctiff_reader_read_row(ctiff_reader *_Nonnull reader, void *_Nonnull target, uint32_t row);
// Reads one strip or tile, by number. The last strip may be short.
bool ctiff_reader_read_block(
    ctiff_reader *_Nonnull reader, void *_Nonnull target, size_t byte_count, uint32_t block);
// Where a strip or tile begins in the file, 0 where that is unknown.
uint64_t ctiff_reader_block_offset(ctiff_reader *_Nonnull reader, uint32_t block);
// Three tables of 2^bits entries; false where there are none.
bool ctiff_reader_colour_map(
    ctiff_reader *_Nonnull reader, const uint16_t *_Nullable *_Nonnull red, const uint16_t *_Nullable *_Nonnull green,
    const uint16_t *_Nullable *_Nonnull blue);
// The ICC profile; null where there is none. Valid until the next `select`.
const uint8_t *_Nullable ctiff_reader_profile(ctiff_reader *_Nonnull reader, size_t *_Nonnull byte_count);
// The description, which ends with a zero byte; null where there is none. Valid until the next `select`.
const char *_Nullable ctiff_reader_description(ctiff_reader *_Nonnull reader);
// The first thing that went wrong since the last `select`.
const char *_Nonnull ctiff_reader_message(const ctiff_reader *_Nonnull reader);
void ctiff_reader_free(ctiff_reader *_Nonnull reader);

// What an image is written as. A text or profile of no bytes is left out.
typedef struct ctiff_settings {
    uint32_t width;
    uint32_t height;
    uint16_t bits;
    uint16_t channels;
    uint16_t format;
    uint16_t photometric;
    uint16_t compression;
    uint16_t predictor;        // 1 none, 2 differences, 3 of floating-point numbers
    int compression_level;     // negative for libtiff's own
    uint32_t rows_per_strip;
    uint16_t extra_count;
    const uint16_t *_Nullable extras;
    double x_resolution;       // samples per unit, 0 where unknown
    double y_resolution;
    uint16_t resolution_unit;  // 1 none, 2 inch, 3 centimetre
    const uint8_t *_Nullable profile;
    size_t profile_byte_count;
    const char *_Nullable description;
} ctiff_settings;

typedef struct ctiff_writer ctiff_writer;

// Null when memory is short. `byte_count` is the size of the file so far: what is written goes behind it, but for the
// header, which goes to its beginning.
ctiff_writer *_Nullable ctiff_writer_make(
    ctiff_write_function _Nonnull write, void *_Nonnull context, uint64_t byte_count, bool is_big);
bool ctiff_writer_start(ctiff_writer *_Nonnull writer, const ctiff_settings *_Nonnull settings);
// Writes a strip; all but the last have as many rows as `rows_per_strip` says. The bytes may be changed.
bool ctiff_writer_write_strip(
    ctiff_writer *_Nonnull writer, uint32_t strip, void *_Nonnull rows, size_t byte_count);
// Writes the directory.
bool ctiff_writer_finish(ctiff_writer *_Nonnull writer);
// The size of the file.
uint64_t ctiff_writer_byte_count(const ctiff_writer *_Nonnull writer);
const char *_Nonnull ctiff_writer_message(const ctiff_writer *_Nonnull writer);
void ctiff_writer_free(ctiff_writer *_Nonnull writer);

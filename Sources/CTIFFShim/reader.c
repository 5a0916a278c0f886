#include "ctiff_shim.h"
#include "failure.h"

#include <stdlib.h>
#include <string.h>

struct ctiff_reader {
    TIFF *tiff;
    ctiff_read_function read;
    void *context;
    uint64_t position;
    uint64_t byte_count;
    // libtiff takes samples for decoded that libdeflate has left out, because more were stored than fit: what is not written
    // must not be whatever was in memory before.
    bool clears;
    size_t bytes_per_row;
    ctiff_failure failure;
};

static tmsize_t pull(thandle_t handle, void *target, tmsize_t count) {
    ctiff_reader *reader = handle;
    if (count <= 0) return 0;
    ptrdiff_t received = reader->read(reader->context, reader->position, target, (size_t)count);
    if (received > 0) reader->position += (uint64_t)received;
    return received;
}

static tmsize_t refuse(thandle_t handle, void *source, tmsize_t count) {
    (void)handle;
    (void)source;
    (void)count;
    return -1;
}

static toff_t seek(thandle_t handle, toff_t offset, int origin) {
    ctiff_reader *reader = handle;
    switch (origin) {
    case SEEK_CUR: offset += reader->position; break;
    case SEEK_END: offset += reader->byte_count; break;
    default: break;
    }
    return reader->position = offset;
}

static int close_nothing(thandle_t handle) {
    (void)handle;
    return 0;
}

static toff_t size(thandle_t handle) { return ((ctiff_reader *)handle)->byte_count; }

ctiff_reader *ctiff_reader_make(ctiff_read_function read, void *context, uint64_t byte_count, size_t memory_limit) {
    ctiff_reader *reader = calloc(1, sizeof *reader);
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (reader != NULL && options != NULL) {
        reader->read = read;
        reader->context = context;
        reader->byte_count = byte_count;
        TIFFOpenOptionsSetErrorHandlerExtR(options, ctiff_fail, &reader->failure);
        TIFFOpenOptionsSetWarningHandlerExtR(options, ctiff_ignore, NULL);
        TIFFOpenOptionsSetMaxSingleMemAlloc(options, memory_limit < PTRDIFF_MAX ? (tmsize_t)memory_limit : 0);
        // h: no directory yet; m: no mapping; D: arrays of offsets only when they are needed; C: a single strip of bare
        // samples in pieces.
        reader->tiff = TIFFClientOpenExt(
            "file", "rhmDC", reader, pull, refuse, seek, close_nothing, size, NULL, NULL, options);
    }
    if (options != NULL) TIFFOpenOptionsFree(options);
    if (reader != NULL && reader->tiff == NULL) {
        free(reader);
        return NULL;
    }
    return reader;
}

static void find_extras(TIFF *tiff, ctiff_layout *layout) {
    uint16_t count = 0;
    const uint16_t *types = NULL;
    if (!TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &count, &types) || types == NULL) return;
    layout->extra_count = count;
    for (uint16_t i = 0; i < count && i < sizeof layout->extras / sizeof *layout->extras; i++)
        layout->extras[i] = types[i];
}

bool ctiff_reader_select(ctiff_reader *reader, uint64_t offset, ctiff_layout *layout) {
    TIFF *tiff = reader->tiff;
    *layout = (ctiff_layout){0};
    reader->failure.is_set = false;
    reader->failure.message[0] = 0;
    if (!TIFFSetSubDirectory(tiff, offset)) return false;
    uint16_t planar = PLANARCONFIG_CONTIG;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout->width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout->height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout->bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout->channels);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &layout->format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
    if (!TIFFGetField(tiff, TIFFTAG_COMPRESSION, &layout->compression)) layout->compression = COMPRESSION_NONE;
    if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &layout->photometric)) layout->photometric = UINT16_MAX;
    layout->is_planar = planar == PLANARCONFIG_SEPARATE && layout->channels > 1;
    layout->is_tiled = TIFFIsTiled(tiff) != 0;
    layout->block_width = layout->width;
    layout->block_height = layout->height;
    if (layout->is_tiled) {
        TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &layout->block_width);
        TIFFGetField(tiff, TIFFTAG_TILELENGTH, &layout->block_height);
    } else {
        uint32_t rows = 0;
        TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
        if (rows < layout->height) layout->block_height = rows;
    }
    find_extras(tiff, layout);
    if (layout->compression == COMPRESSION_JPEG && layout->photometric == PHOTOMETRIC_YCBCR && !layout->is_planar &&
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB))
        layout->photometric = PHOTOMETRIC_RGB;
    reader->clears = layout->compression != COMPRESSION_NONE;
    reader->bytes_per_row = ctiff_reader_bytes_per_row(reader);
    return true;
}

bool ctiff_knows_compression(uint16_t compression) { return TIFFIsCODECConfigured(compression) != 0; }

size_t ctiff_reader_bytes_per_row(ctiff_reader *reader) {
    tmsize_t count = TIFFIsTiled(reader->tiff) ? TIFFTileRowSize(reader->tiff) : TIFFScanlineSize(reader->tiff);
    return count > 0 ? (size_t)count : 0;
}

size_t ctiff_reader_bytes_per_block(ctiff_reader *reader) {
    tmsize_t count = TIFFIsTiled(reader->tiff) ? TIFFTileSize(reader->tiff) : TIFFStripSize(reader->tiff);
    return count > 0 ? (size_t)count : 0;
}

bool ctiff_reader_read_row(ctiff_reader *reader, void *target, uint32_t row) {
    if (reader->clears) memset(target, 0, reader->bytes_per_row);
    return TIFFReadScanline(reader->tiff, target, row, 0) == 1 && !reader->failure.is_set;
}

bool ctiff_reader_read_block(ctiff_reader *reader, void *target, size_t byte_count, uint32_t block) {
    if (reader->clears) memset(target, 0, byte_count);
    tmsize_t count = TIFFIsTiled(reader->tiff)
                         ? TIFFReadEncodedTile(reader->tiff, block, target, (tmsize_t)byte_count)
                         : TIFFReadEncodedStrip(reader->tiff, block, target, (tmsize_t)byte_count);
    return count >= 0 && (size_t)count == byte_count && !reader->failure.is_set;
}

uint64_t ctiff_reader_block_offset(ctiff_reader *reader, uint32_t block) {
    return TIFFGetStrileOffset(reader->tiff, block);
}

bool ctiff_reader_colour_map(
    ctiff_reader *reader, const uint16_t **red, const uint16_t **green, const uint16_t **blue) {
    return TIFFGetField(reader->tiff, TIFFTAG_COLORMAP, red, green, blue) != 0 && *red != NULL && *green != NULL &&
           *blue != NULL;
}

const uint8_t *ctiff_reader_profile(ctiff_reader *reader, size_t *byte_count) {
    uint32_t count = 0;
    const uint8_t *profile = NULL;
    *byte_count = 0;
    if (!TIFFGetField(reader->tiff, TIFFTAG_ICCPROFILE, &count, &profile)) return NULL;
    *byte_count = count;
    return profile;
}

const char *ctiff_reader_description(ctiff_reader *reader) {
    const char *text = NULL;
    return TIFFGetField(reader->tiff, TIFFTAG_IMAGEDESCRIPTION, &text) ? text : NULL;
}

const char *ctiff_reader_message(const ctiff_reader *reader) { return reader->failure.message; }

void ctiff_reader_free(ctiff_reader *reader) {
    TIFFClose(reader->tiff);
    free(reader);
}

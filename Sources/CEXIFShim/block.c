#include "cexif_shim.h"

#include <libexif/exif-data.h>

// libexif's own type under a name of ours.
static ExifData *data_of(const cexif_block *block) { return (ExifData *)(uintptr_t)block; }

cexif_block *cexif_block_make(const uint8_t *bytes, uint32_t byte_count) {
    ExifData *data = exif_data_new();
    if (data == NULL) return NULL;
    // The block is to be read as it is, not as it should be.
    exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_load_data(data, bytes, byte_count);
    return (cexif_block *)data;
}

static const ExifEntry *entry_of(const cexif_block *block, ExifTag tag, ExifFormat format) {
    const ExifEntry *entry = exif_content_get_entry(data_of(block)->ifd[EXIF_IFD_0], tag);
    if (entry == NULL || entry->data == NULL || entry->format != format || entry->components == 0) return NULL;
    return entry->size >= exif_format_get_size(format) ? entry : NULL;
}

static int number(const cexif_block *block, ExifTag tag) {
    const ExifEntry *entry = entry_of(block, tag, EXIF_FORMAT_SHORT);
    return entry == NULL ? 0 : exif_get_short(entry->data, exif_data_get_byte_order(data_of(block)));
}

static double fraction(const cexif_block *block, ExifTag tag) {
    const ExifEntry *entry = entry_of(block, tag, EXIF_FORMAT_RATIONAL);
    if (entry == NULL) return 0;
    ExifRational ratio = exif_get_rational(entry->data, exif_data_get_byte_order(data_of(block)));
    return ratio.denominator == 0 ? 0 : (double)ratio.numerator / (double)ratio.denominator;
}

int cexif_block_orientation(const cexif_block *block) {
    int orientation = number(block, EXIF_TAG_ORIENTATION);
    return orientation <= 8 ? orientation : 0;
}

double cexif_block_x_resolution(const cexif_block *block) { return fraction(block, EXIF_TAG_X_RESOLUTION); }

double cexif_block_y_resolution(const cexif_block *block) { return fraction(block, EXIF_TAG_Y_RESOLUTION); }

double cexif_block_resolution_unit(const cexif_block *block) {
    switch (number(block, EXIF_TAG_RESOLUTION_UNIT)) {
    case 2: return 254;
    case 3: return 100;
    default: return 0;
    }
}

const uint8_t *cexif_block_description(const cexif_block *block, size_t *byte_count) {
    const ExifEntry *entry = entry_of(block, EXIF_TAG_IMAGE_DESCRIPTION, EXIF_FORMAT_ASCII);
    *byte_count = entry == NULL ? 0 : entry->size;
    return entry == NULL ? NULL : entry->data;
}

void cexif_block_free(cexif_block *block) { exif_data_unref(data_of(block)); }

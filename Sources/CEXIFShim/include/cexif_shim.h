// What an EXIF block says of its image, through libexif.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct cexif_block cexif_block;

// Takes the block apart; null when memory is short. `bytes` begin with the letters "Exif" and two zeros.
cexif_block *_Nullable cexif_block_make(const uint8_t *_Nonnull bytes, uint32_t byte_count);
// 1 to 8; 0 where the block says nothing, or no such number.
int cexif_block_orientation(const cexif_block *_Nonnull block);
// Pixels per unit along a row and along a column; 0 where they are not known.
double cexif_block_x_resolution(const cexif_block *_Nonnull block);
double cexif_block_y_resolution(const cexif_block *_Nonnull block);
// The unit of the resolution in tenths of a millimetre; 0 where it is not known.
double cexif_block_resolution_unit(const cexif_block *_Nonnull block);
// The description of the image, which may end with zeros; null where there is none. Valid until the block is freed.
const uint8_t *_Nullable cexif_block_description(const cexif_block *_Nonnull block, size_t *_Nonnull byte_count);
void cexif_block_free(cexif_block *_Nonnull block);

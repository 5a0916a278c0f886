#include "cwebp_shim.h"

#include <webp/decode.h>
#include <webp/demux.h>

static cwebp_status status_of(VP8StatusCode code) {
    switch (code) {
    case VP8_STATUS_OK: return cwebp_ok;
    case VP8_STATUS_OUT_OF_MEMORY: return cwebp_out_of_memory;
    case VP8_STATUS_UNSUPPORTED_FEATURE: return cwebp_unsupported;
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_NOT_ENOUGH_DATA: return cwebp_truncated;
    default: return cwebp_malformed;
    }
}

cwebp_status cwebp_read_header(const uint8_t *bytes, size_t byte_count, cwebp_header *header) {
    WebPBitstreamFeatures features;
    VP8StatusCode code = WebPGetFeatures(bytes, byte_count, &features);
    if (code != VP8_STATUS_OK) return status_of(code);
    header->width = (uint32_t)features.width;
    header->height = (uint32_t)features.height;
    header->has_alpha = features.has_alpha != 0;
    header->is_animated = features.has_animation != 0;
    return cwebp_ok;
}

cwebp_status cwebp_decode(
    const uint8_t *bytes, size_t byte_count, bool has_alpha, uint8_t *rows, size_t bytes_per_row, size_t row_count) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return cwebp_unsupported;
    config.output.colorspace = has_alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = rows;
    config.output.u.RGBA.stride = (int)bytes_per_row;
    config.output.u.RGBA.size = bytes_per_row * row_count;
    VP8StatusCode code = WebPDecode(bytes, byte_count, &config);
    WebPFreeDecBuffer(&config.output);
    return status_of(code);
}

bool cwebp_find_chunk(
    const uint8_t *bytes, size_t byte_count, const char *name, size_t *start, size_t *chunk_byte_count) {
    WebPData data = {.bytes = bytes, .size = byte_count};
    WebPDemuxer *demuxer = WebPDemux(&data);
    if (demuxer == NULL) return false;
    WebPChunkIterator chunk;
    bool is_found = WebPDemuxGetChunk(demuxer, name, 1, &chunk) != 0;
    if (is_found) {
        *start = (size_t)(chunk.chunk.bytes - bytes);
        *chunk_byte_count = chunk.chunk.size;
        WebPDemuxReleaseChunkIterator(&chunk);
    }
    WebPDemuxDelete(demuxer);
    return is_found;
}

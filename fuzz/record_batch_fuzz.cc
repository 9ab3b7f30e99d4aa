// Any bytes as the answer of a parse child that a file took over.
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "exposures/record_batch.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view wire(reinterpret_cast<const char*>(data), size);
  tocsin::BatchDecoder decoder;
  while (wire.size() >= tocsin::frame_header_bytes) {
    const std::string_view header = wire.substr(0, tocsin::frame_header_bytes);
    const auto length = tocsin::BatchDecoder::payload_size(header);
    if (!length || *length > wire.size() - tocsin::frame_header_bytes) return 0;
    const auto frame = decoder.decode(header, wire.substr(tocsin::frame_header_bytes, *length));
    if (!frame) return 0;
    if (const auto* batch = std::get_if<const tocsin::RowBatch*>(&*frame))
      for (const auto& row : (*batch)->rows)
        for (const auto field : (*batch)->fields_of(row))
          if (!tocsin::is_utf8(field)) std::abort();
    wire.remove_prefix(tocsin::frame_header_bytes + *length);
  }
  return 0;
}

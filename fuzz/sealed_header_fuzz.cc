// A sealed file that somebody else wrote: its header says what it likes, and no length in it is believed.
#include <cstdlib>

#include "sealed/container.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto header = SealedHeader::read(bytes);
  if (!header) return 0;
  if (header->bytes() != bytes.substr(0, header->bytes().size())) std::abort();  // what was read is what stands there
  if (const auto layout = header->layout(size)) {
    const std::uint64_t last = layout->chunks - 1;
    if (layout->offset_of(last) + layout->plain_size_of(last) + chunk_tag_bytes != size) std::abort();
    if (layout->plain_size_of(last) > chunk_bytes) std::abort();
  }
  if (header->cipher(*seal_key_of(std::string(32, 'k')))) std::abort();  // nobody guesses a tag
  return 0;
}

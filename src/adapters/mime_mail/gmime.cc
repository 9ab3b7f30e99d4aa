#include "adapters/mime_mail/gmime.h"

#include "base/text.h"

namespace tocsin::mime {

void ready() {
  static const bool once = (g_mime_init(), true);
  (void)once;
}

Ref<GMimeStream> stream_of(std::string_view bytes) {
  return Ref<GMimeStream>(g_mime_stream_mem_new_with_buffer(bytes.empty() ? "" : bytes.data(), bytes.size()));
}

std::string bytes_in(GMimeStream* memory) {
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
  if (array == nullptr || array->len == 0) return {};
  return {reinterpret_cast<const char*>(array->data), array->len};
}

std::string content_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Ref<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  return bytes_in(memory.get());
}

std::string text_of(const char* text) {
  std::string clean = text == nullptr ? "" : text;
  const bool whole = is_utf8(clean);
  std::erase(clean, '\r');
  for (char& c : clean) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0x7f || (byte < 0x20 && c != '\n' && c != '\t') || (byte >= 0x80 && !whole)) c = '?';
  }
  return clean;
}

}  // namespace tocsin::mime

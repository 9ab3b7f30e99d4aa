// Any text as paragraph, table cell and line of an address: it is drawn or refused, without harm.

#include "adapters/pdf_pages/pdf_pages.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  static const auto pages = open_pdf_pages({});
  if (!pages || size > 2000) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Document document{
      .title = "Fuzz",
      .language = "en",
      .blocks = {Paragraph{with_bold(text)}, Table{{{"A", 1}, {text.substr(0, 40), 9}}, {{plain(text), plain(text)}}}, Note{"", plain(text)}}};
  if (const auto pdf = (*pages)->pdf_of(document, {})) check(pdf->starts_with("%PDF-1.7"));
  return 0;
}

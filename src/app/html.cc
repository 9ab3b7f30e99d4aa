#include "app/html.h"

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"

namespace tocsin::app {
namespace {

// Bytes of one code point; 1 where the text is no UTF-8.
std::size_t length_at(std::string_view text, std::size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return i + length <= text.size() ? length : 1;
}

// C0 and C1 controls, marks and overrides of direction, line separators, the byte order mark.
bool is_hidden(std::string_view code_point) {
  if (code_point.size() == 1) return static_cast<unsigned char>(code_point[0]) < 0x20 || code_point[0] == 0x7f;
  if (code_point.size() == 2) return code_point[0] == '\xc2' && static_cast<unsigned char>(code_point[1]) < 0xa0;
  for (const std::string_view one :
       {"\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff"})
    if (code_point == one) return true;
  return false;
}

}  // namespace

std::string escaped(std::string_view utf8) {
  std::string out;
  if (!is_utf8(utf8)) return "\ufffd";
  for (std::size_t i = 0; i < utf8.size();) {
    const std::string_view one = utf8.substr(i, length_at(utf8, i));
    i += one.size();
    if (is_hidden(one))
      out += "\ufffd";
    else if (one == "&")
      out += "&amp;";
    else if (one == "<")
      out += "&lt;";
    else if (one == ">")
      out += "&gt;";
    else if (one == "\"")
      out += "&quot;";
    else if (one == "'")
      out += "&#39;";
    else
      out += one;
  }
  return out;
}

std::string closed_policy(std::string_view style_sheet) {
  return "default-src 'none'; style-src 'sha256-" + base64(sha256(style_sheet)) + "'; base-uri 'none'; form-action 'none'";
}

}  // namespace tocsin::app

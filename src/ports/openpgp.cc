#include "ports/openpgp.h"

#include <algorithm>

namespace tocsin::ports {

Result<Fingerprint> Fingerprint::of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == ' ') continue;
    if (c >= 'a' && c <= 'f')
      digits += static_cast<char>(c - 'a' + 'A');
    else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))
      digits += c;
    else
      return failure(ErrorKind::invalid, "a key's fingerprint holds a sign that is no hex digit");
  }
  if (digits.size() != 40)
    return failure(ErrorKind::invalid, "a key is named by its whole fingerprint, 40 hex digits", {},
                   "take all of it from a source you trust; short key ids can be forged");
  return Fingerprint(std::move(digits));
}

}  // namespace tocsin::ports

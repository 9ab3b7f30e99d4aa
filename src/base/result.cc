#include "base/result.h"

#include <cstdlib>

#include "base/check.h"

namespace tocsin {

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid: return "invalid";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::refused: return "refused";
    case ErrorKind::unavailable: return "unavailable";
    case ErrorKind::corrupt: return "corrupt";
  }
  check(false);
  std::abort();
}

}  // namespace tocsin

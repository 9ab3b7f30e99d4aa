#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace tocsin {

void bug(std::source_location where) {
  std::fprintf(stderr, "tocsin: a bug in Tocsin: a check failed at %s:%u in %s\n", where.file_name(), where.line(), where.function_name());
  std::abort();
}

}  // namespace tocsin

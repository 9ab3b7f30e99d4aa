#include "resources/resources.h"

#include <cstdint>

extern "C" {
struct TocsinResourceRow {
  const char* name;
  const char* begin;
  const char* end;
};
extern const TocsinResourceRow tocsin_resource_table[];
extern const std::uint64_t tocsin_resource_count;
}

namespace tocsin {

std::vector<Resource> resources_under(std::string_view prefix) {
  std::vector<Resource> found;
  for (std::uint64_t i = 0; i < tocsin_resource_count; ++i) {
    const TocsinResourceRow& row = tocsin_resource_table[i];
    if (std::string_view(row.name).starts_with(prefix)) found.push_back({row.name, {row.begin, static_cast<std::size_t>(row.end - row.begin)}});
  }
  return found;
}

std::optional<std::string_view> resource(std::string_view name) {
  for (const Resource& candidate : resources_under(name))
    if (candidate.name == name) return candidate.text;
  return {};
}

}  // namespace tocsin

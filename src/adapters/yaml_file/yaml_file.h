// YAML files as JSON values. The only place that knows the YAML library.
//
// Way:    a file a person wrote -> [here] -> JSON value -> app/
// Holds:  YAML 1.2 core schema: only true and false are booleans, so the country NO stays a text, and so does
//         everything in quotes. Duplicate keys, tags, a second document, invalid UTF-8 are refused.
//         Size, depth and the number of nodes are bounded, aliases counted at full length: a file that unfolds
//         itself ("billion laughs") is refused before it costs memory.
//         Errors name the line and never repeat the file's content.
// Acts:   read_yaml reads the file; yaml_of is pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace tocsin {

struct YamlLimits {
  std::size_t size_bytes_max = 8 * 1024 * 1024;
  std::size_t depth_max = 32;
  std::size_t nodes_max = 500'000;
};

Result<json::value> yaml_of(std::string_view text, std::string_view where, const YamlLimits& limits = {});
Result<json::value> read_yaml(const std::string& path, const YamlLimits& limits = {});

}  // namespace tocsin

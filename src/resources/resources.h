// The data files that ship inside the binary: law/, texts/, scenarios/, the vocabulary.
//
// Way:    files of this repository -> [here] -> loaders in rules/, documents/, notices/, cli/
// Holds:  names are repository paths ("law/packs/gdpr.toml"); views live as long as the program.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace tocsin {

struct Resource {
  std::string_view name;
  std::string_view text;
};

std::optional<std::string_view> resource(std::string_view name);
std::vector<Resource> resources_under(std::string_view prefix);  // sorted by name

}  // namespace tocsin

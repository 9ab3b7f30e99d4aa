// What the generated vocabulary needs: words as enums and what is known of each kind.
//
// Pure.   See facts/vocabulary.toml, the one source of kinds, fields and words.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"

namespace tocsin::word {

// The word of an enumerator, as it is written in facts.
template <class E>
  requires std::is_enum_v<E>
std::string_view text_of(E value) {
  return words_of(value)[static_cast<std::size_t>(value)];
}

// The enumerator of a word; none for a word that is not in the list.
template <class E>
std::optional<E> of_text(std::string_view text) {
  const auto words = words_of(E{});
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == text) return static_cast<E>(i);
  return {};
}

}  // namespace tocsin::word

namespace tocsin::fact {

struct FieldInfo {
  std::string_view name;
  std::string_view type;  // instant text number flag country, or the name of a word list
  bool list = false;
  bool required = false;
  std::string_view says;
  std::span<const std::string_view> words;  // empty unless the type is a word list
};

struct KindInfo {
  std::string_view name;
  std::string_view says;
  std::string_view source;
  std::string_view claims;  // the field that holds the time a person asserts; empty where none does
  std::span<const FieldInfo> fields;
};

std::span<const KindInfo> kinds();                      // in the order of vocabulary.toml
const KindInfo* kind_info(std::string_view kind);       // null for an unknown kind

}  // namespace tocsin::fact

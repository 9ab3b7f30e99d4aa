// How one fact body is read from and written to JSON, field by field; used by the generated code only.
//
// Pure.   Reading is strict: wrong types, unknown fields and unknown words are told with their place.

#pragma once

#include <concepts>
#include <cstdlib>

#include "base/check.h"
#include "base/json.h"
#include "facts/vocabulary.h"

namespace tocsin::fact {

class BodyReader {
 public:
  // `complete` = required fields must be there (a fact whose state is known or estimated).
  BodyReader(const json::value& body, std::string where, bool complete) : fields_(body, std::move(where)), complete_(complete) {}

  template <class T>
  void read(std::string_view name, T& out) {
    if (complete_ && !fields_.has(name)) fields_.wrong(name, "this field is required");
    if (auto value = one<T>(name)) out = *value;
  }
  template <class T>
  void read(std::string_view name, std::optional<T>& out) {
    out = one<T>(name);
  }
  template <class T>
  void read(std::string_view name, std::vector<T>& out) {
    for (const std::string& text : fields_.texts(name))
      if (auto value = of<T>(name, text)) out.push_back(*value);
    if (complete_ && out.empty() && fields_.has(name)) fields_.wrong(name, "at least one word is expected");
  }
  Result<void> done() { return fields_.done(); }

 private:
  template <class T>
  std::optional<T> one(std::string_view name) {
    if constexpr (std::same_as<T, std::string>)
      return fields_.text_if(name);
    else if constexpr (std::same_as<T, std::int64_t>)
      return fields_.number_if(name);
    else if constexpr (std::same_as<T, bool>)
      return fields_.flag_if(name);
    else if constexpr (std::same_as<T, Instant>)
      return fields_.instant_if(name);
    else {
      const auto text = fields_.text_if(name);
      return text ? of<T>(name, *text) : std::optional<T>{};
    }
  }
  template <class T>
  std::optional<T> of(std::string_view name, const std::string& text) {
    if constexpr (std::same_as<T, std::string>)
      return text;
    else {
      const auto value = word::of_text<T>(text);
      if (!value) {
        std::string known;
        for (const std::string_view w : words_of(T{})) known += (known.empty() ? "" : " ") + std::string(w);
        fields_.wrong(name, "this word is not in the list; known words: " + known);
      }
      return value;
    }
  }
  Fields fields_;
  bool complete_;
};

class BodyWriter {
 public:
  template <class T>
  void write(std::string_view name, const T& value) {
    object_[name] = json_of_one(value);
  }
  template <class T>
  void write(std::string_view name, const std::optional<T>& value) {
    if (value) object_[name] = json_of_one(*value);
  }
  template <class T>
  void write(std::string_view name, const std::vector<T>& values) {
    if (values.empty()) return;
    json::array list;
    for (const T& value : values) list.push_back(json_of_one(value));
    object_[name] = std::move(list);
  }
  json::object take() { return std::move(object_); }

 private:
  template <class T>
  static json::value json_of_one(const T& value) {
    if constexpr (std::same_as<T, Instant>)
      return json::value(rfc3339(value));
    else if constexpr (std::is_enum_v<T>)
      return json::value(word::text_of(value));
    else
      return json::value(value);
  }
  json::object object_;
};

Body empty_body(std::size_t index);
void read_body(Body& body, BodyReader& in);
void write_body(const Body& body, BodyWriter& out);

}  // namespace tocsin::fact

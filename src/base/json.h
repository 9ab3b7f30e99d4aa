// JSON as values, as canonical bytes, and read strictly.
//
// Pure.   Boost.JSON underneath. Numbers in facts and in the register are whole; fractions appear only in
//         answers for people (a score, seconds), where `print` writes them as people do (3.5, not 3.5E0).
// Holds:  canonical(x) is one byte string per value: keys sorted by bytes, no white space, integers without
//         sign or zeros, strings with the shortest escapes. It refuses fractions.

#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace tocsin {

namespace json = boost::json;

// Duplicate keys, depth over 32, trailing text and invalid UTF-8 are refused.
Result<json::value> json_of(std::string_view text, std::string_view where);

// The same without the checks against strangers: for bytes that this program wrote and that were authenticated since.
Result<json::value> json_of_own(std::string_view text, std::string_view where);

std::string print(const json::value& value);          // for people: two spaces of indent, ends with a newline
std::string print_line(const json::value& value);     // one line, no newline
std::string canonical(const json::value& value);      // REQUIRES: no fractions inside

// Reads the fields of one object, strictly. The first thing wrong is kept and told by done();
// until then every reader answers with a default, so that a loader reads like the file it loads.
//
//   Fields fields(value, "law/gdpr.toml");
//   pack.id = fields.text("id");
//   pack.limit = hours{fields.number("hours")};
//   TRY_DO(fields.done());            // also refuses keys that nobody asked for
class Fields {
 public:
  // REQUIRES: the value lives longer than the reader.
  Fields(const json::value& value, std::string where);
  Fields(const json::object& object, std::string where) : object_(&object), where_(std::move(where)) {}
  Fields(json::value&&, std::string) = delete;
  Fields(json::object&&, std::string) = delete;

  bool has(std::string_view key) const;                                 // present and not null
  std::string text(std::string_view key);
  std::optional<std::string> text_if(std::string_view key);
  std::int64_t number(std::string_view key);
  std::optional<std::int64_t> number_if(std::string_view key);
  std::optional<double> decimal_if(std::string_view key);               // whole numbers too
  bool flag(std::string_view key);
  std::optional<bool> flag_if(std::string_view key);
  Instant instant(std::string_view key);
  std::optional<Instant> instant_if(std::string_view key);
  std::vector<std::string> texts(std::string_view key);                 // [] where absent
  const json::array& array(std::string_view key);                       // empty where absent
  const json::value* any(std::string_view key);                         // null pointer where absent
  std::string where(std::string_view key) const;                        // "file: key"
  void wrong(std::string_view key, std::string what);                   // the loader's own finding
  Result<void> done();

 private:
  const json::value* find(std::string_view key, bool required);
  const json::object* object_ = nullptr;
  std::string where_;
  std::vector<std::string> asked_;
  std::optional<Error> error_;
};

}  // namespace tocsin

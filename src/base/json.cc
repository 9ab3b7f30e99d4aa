#include "base/json.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace tocsin {
namespace {

void print_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
          out += c;
    }
  }
  out += '"';
}

void print_scalar(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: out += "null"; return;
    case json::kind::bool_: out += value.get_bool() ? "true" : "false"; return;
    case json::kind::int64: out += fmt::format("{}", value.get_int64()); return;
    case json::kind::uint64: out += fmt::format("{}", value.get_uint64()); return;
    case json::kind::double_: out += fmt::format("{}", value.get_double()); return;
    case json::kind::string: print_text(out, {value.get_string().data(), value.get_string().size()}); return;
    default: check(false);
  }
}

// `indent` < 0: on one line.
void print_value(std::string& out, const json::value& value, int indent, bool sorted) {
  const auto line = [&](int depth) {
    if (indent < 0) return;
    out += '\n';
    out.append(static_cast<std::size_t>(depth) * 2, ' ');
  };
  const int inside = indent < 0 ? -1 : indent + 1;
  if (value.is_array()) {
    const auto& array = value.get_array();
    // A list of plain values reads best on one line.
    const bool flat = indent >= 0 && std::all_of(array.begin(), array.end(), [](const json::value& v) { return v.is_primitive(); });
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (i > 0) out += indent < 0 ? "," : flat ? ", " : ",";
      if (!flat) line(inside);
      print_value(out, array[i], inside, sorted);
    }
    if (!flat && !array.empty()) line(indent);
    out += ']';
    return;
  }
  if (value.is_object()) {
    std::vector<const json::key_value_pair*> pairs;
    for (const auto& pair : value.get_object()) pairs.push_back(&pair);
    if (sorted) std::sort(pairs.begin(), pairs.end(), [](const auto* a, const auto* b) { return std::string_view(a->key()) < std::string_view(b->key()); });
    out += '{';
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (i > 0) out += ',';
      line(inside);
      print_text(out, pairs[i]->key());
      out += indent < 0 ? ":" : ": ";
      print_value(out, pairs[i]->value(), inside, sorted);
    }
    if (!pairs.empty()) line(indent);
    out += '}';
    return;
  }
  if (sorted) check(!value.is_double());
  print_scalar(out, value);
}

std::size_t members_of(const json::value& value) {
  std::size_t members = 0;
  if (value.is_array())
    for (const json::value& one : value.get_array()) members += members_of(one);
  if (value.is_object()) {
    members += value.get_object().size();
    for (const auto& pair : value.get_object()) members += members_of(pair.value());
  }
  return members;
}

// How many members the text of valid JSON has: one colon outside of strings each.
std::size_t members_written(std::string_view text) {
  std::size_t colons = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') inside = !inside;
    if (inside && text[i] == '\\') ++i;
    if (!inside && text[i] == ':') ++colons;
  }
  return colons;
}

}  // namespace

Result<json::value> json_of(std::string_view text, std::string_view where) {
  if (!is_utf8(text)) return failure(ErrorKind::invalid, "the text is not UTF-8", std::string(where));
  json::error_code error;
  json::parse_options options;
  options.max_depth = 32;
  json::stream_parser parser({}, options);
  const std::size_t used = parser.write_some(text.data(), text.size(), error);
  if (!error && used < text.size() && text.substr(used).find_first_not_of(" \t\r\n") != std::string_view::npos) error = json::error::extra_data;
  if (!error) parser.finish(error);
  if (error) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(used, text.size())), '\n') + 1;
    return failure(ErrorKind::invalid, "this is not JSON: " + error.message(), fmt::format("{}, line {}", where, line));
  }
  json::value value = parser.release();
  // Boost.JSON keeps the last of two members of one name; two readers of one document must never read two things.
  if (members_of(value) != members_written(text)) return failure(ErrorKind::invalid, "a name stands twice in one object", std::string(where));
  return value;
}

Result<json::value> json_of_own(std::string_view text, std::string_view where) {
  json::error_code error;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error) return failure(ErrorKind::corrupt, "our own JSON does not read back", std::string(where));
  return value;
}

std::string print(const json::value& value) {
  std::string out;
  print_value(out, value, 0, false);
  return out + '\n';
}

std::string print_line(const json::value& value) {
  std::string out;
  print_value(out, value, -1, false);
  return out;
}

std::string canonical(const json::value& value) {
  std::string out;
  print_value(out, value, -1, true);
  return out;
}

Fields::Fields(const json::value& value, std::string where) : where_(std::move(where)) {
  if (value.is_object())
    object_ = &value.get_object();
  else
    error_ = Error{ErrorKind::invalid, "a table of named fields is expected here", where_, {}};
}

bool Fields::has(std::string_view key) const {
  const json::value* value = object_ == nullptr ? nullptr : object_->if_contains(key);
  return value != nullptr && !value->is_null();
}

std::string Fields::where(std::string_view key) const { return fmt::format("{}: {}", where_, key); }

void Fields::wrong(std::string_view key, std::string what) {
  if (!error_) error_ = Error{ErrorKind::invalid, std::move(what), where(key), {}};
}

const json::value* Fields::find(std::string_view key, bool required) {
  asked_.emplace_back(key);
  const json::value* value = object_ == nullptr ? nullptr : object_->if_contains(key);
  if (value != nullptr && value->is_null()) value = nullptr;
  if (value == nullptr && required) wrong(key, "this field is required");
  return value;
}

std::optional<std::string> Fields::text_if(std::string_view key) {
  const json::value* value = find(key, false);
  if (value == nullptr) return {};
  if (!value->is_string()) {
    wrong(key, "a text is expected");
    return {};
  }
  return std::string(value->get_string());
}

std::string Fields::text(std::string_view key) {
  if (!has(key)) find(key, true);
  return text_if(key).value_or("");
}

std::optional<std::int64_t> Fields::number_if(std::string_view key) {
  const json::value* value = find(key, false);
  if (value == nullptr) return {};
  if (!value->is_int64()) {
    wrong(key, "a whole number is expected");
    return {};
  }
  return value->get_int64();
}

std::int64_t Fields::number(std::string_view key) {
  if (!has(key)) find(key, true);
  return number_if(key).value_or(0);
}

std::optional<double> Fields::decimal_if(std::string_view key) {
  const json::value* value = find(key, false);
  if (value == nullptr) return {};
  if (value->is_int64()) return static_cast<double>(value->get_int64());
  if (!value->is_double()) {
    wrong(key, "a number is expected");
    return {};
  }
  return value->get_double();
}

std::optional<bool> Fields::flag_if(std::string_view key) {
  const json::value* value = find(key, false);
  if (value == nullptr) return {};
  if (!value->is_bool()) {
    wrong(key, "true or false is expected");
    return {};
  }
  return value->get_bool();
}

bool Fields::flag(std::string_view key) {
  if (!has(key)) find(key, true);
  return flag_if(key).value_or(false);
}

std::optional<Instant> Fields::instant_if(std::string_view key) {
  const auto text = text_if(key);
  if (!text) return {};
  const auto instant = instant_of(*text);
  if (!instant) {
    wrong(key, instant.error().what);
    if (error_ && error_->remedy.empty()) error_->remedy = instant.error().remedy;
    return {};
  }
  return *instant;
}

Instant Fields::instant(std::string_view key) {
  if (!has(key)) find(key, true);
  return instant_if(key).value_or(Instant{});
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> out;
  for (const json::value& value : array(key)) {
    if (!value.is_string()) {
      wrong(key, "a list of texts is expected");
      return {};
    }
    out.emplace_back(value.get_string());
  }
  return out;
}

const json::array& Fields::array(std::string_view key) {
  static const json::array none;
  const json::value* value = find(key, false);
  if (value == nullptr) return none;
  if (!value->is_array()) {
    wrong(key, "a list is expected");
    return none;
  }
  return value->get_array();
}

const json::value* Fields::any(std::string_view key) { return find(key, false); }

Result<void> Fields::done() {
  if (!error_ && object_ != nullptr)
    for (const auto& pair : *object_)
      if (std::find(asked_.begin(), asked_.end(), std::string_view(pair.key())) == asked_.end()) {
        wrong(pair.key(), "nobody knows this field");
        break;
      }
  if (error_) return std::unexpected(*error_);
  return {};
}

}  // namespace tocsin

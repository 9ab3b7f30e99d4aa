#include "adapters/yaml_file/yaml_file.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <vector>

#include "base/text.h"

namespace tocsin {
namespace {

struct Refused {  // thrown and caught in this file only
  std::string what;
  int line;
  std::string remedy;
};

template <class Number>
std::optional<Number> number_of(std::string_view text, int base = 10) {
  Number number{};
  std::from_chars_result result{};
  if constexpr (std::is_integral_v<Number>)
    result = std::from_chars(text.data(), text.data() + text.size(), number, base);
  else
    result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) return {};
  return number;
}

std::optional<json::value> number_in(std::string_view text) {
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  if (digits.find_first_of("0123456789") == std::string_view::npos || digits.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
    if (text.starts_with("0x"))
      if (const auto hex = number_of<std::int64_t>(text.substr(2), 16)) return json::value(*hex);
    if (text.starts_with("0o"))
      if (const auto octal = number_of<std::int64_t>(text.substr(2), 8)) return json::value(*octal);
    return {};
  }
  if (const auto whole = number_of<std::int64_t>(digits)) return json::value(*whole);
  if (const auto decimal = number_of<double>(digits); decimal && std::isfinite(*decimal)) return json::value(*decimal);
  return {};
}

// The core schema of YAML 1.2: yes, no, on, off, y and n are words.
json::value plain_value(std::string_view text) {
  for (const std::string_view null : {"", "~", "null", "Null", "NULL"})
    if (text == null) return nullptr;
  for (const std::string_view yes : {"true", "True", "TRUE"})
    if (text == yes) return true;
  for (const std::string_view no : {"false", "False", "FALSE"})
    if (text == no) return false;
  if (auto number = number_in(text)) return *number;
  return json::value(text);
}

// Builds the value from the parser's events; the library's own tree is never made.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const YamlLimits& limits) : limits_(limits) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) throw Refused{"a second YAML document begins", mark.line, "keep one document in the file"};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(nullptr, 1, mark, anchor); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override {
    const bool plain = tag.empty() || tag == "?";
    if (!plain && tag != "!") throw Refused{"a tag is used", mark.line, "write the value without \"!\" tags"};
    add(plain && !expects_key() ? plain_value(text) : json::value(std::string_view(text)), 1, mark, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Refused{"an alias points to itself", mark.line, "write the values out"};
    charge(found->second.nodes, mark);
    add(found->second.value, found->second.nodes, mark, YAML::NullAnchor, false);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(json::array(), mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(json::object(), mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

  json::value result() { return std::move(root_); }

 private:
  struct Level {
    json::value value;
    std::optional<std::string> key;  // of a map: the key that waits for its value
    YAML::anchor_t anchor;
    YAML::Mark mark;
    std::size_t nodes = 1;
  };
  struct Anchored {
    json::value value;
    std::size_t nodes;
  };

  bool expects_key() const { return !levels_.empty() && levels_.back().value.is_object() && !levels_.back().key; }

  void charge(std::size_t nodes, const YAML::Mark& mark) {
    nodes_ += nodes;
    if (nodes_ > limits_.nodes_max) throw Refused{"the file unfolds to more values than are read", mark.line, "split the file, or write aliases out"};
  }

  void open(json::value value, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (!tag.empty() && tag != "?" && tag != "!") throw Refused{"a tag is used", mark.line, "write the value without \"!\" tags"};
    if (expects_key()) throw Refused{"a key is not a plain text", mark.line, "use a word as the key"};
    if (levels_.size() >= limits_.depth_max)
      throw Refused{"values are nested too deeply", mark.line, fmt::format("at most {} levels are read", limits_.depth_max)};
    charge(1, mark);
    levels_.push_back({std::move(value), {}, anchor, mark});
  }

  void close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    place(std::move(level.value), level.nodes, level.mark, level.anchor);
  }

  void add(json::value value, std::size_t nodes, const YAML::Mark& mark, YAML::anchor_t anchor, bool charged = true) {
    if (charged) charge(nodes, mark);
    place(std::move(value), nodes, mark, anchor);
  }

  void place(json::value value, std::size_t nodes, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) {
      charge(nodes, mark);  // the copy that is kept
      anchors_[anchor] = {value, nodes};
    }
    if (levels_.empty()) {
      root_ = std::move(value);
      return;
    }
    Level& level = levels_.back();
    level.nodes += nodes;
    if (level.value.is_array()) {
      level.value.get_array().push_back(std::move(value));
    } else if (level.key) {
      level.value.get_object()[*level.key] = std::move(value);
      level.key.reset();
    } else {
      if (!value.is_string()) throw Refused{"a key is not a plain text", mark.line, "use a word as the key"};
      level.key = std::string(std::string_view(value.get_string()));
      if (level.value.get_object().contains(*level.key)) throw Refused{"a key stands there twice", mark.line, "keep one of them"};
    }
  }

  YamlLimits limits_;
  std::vector<Level> levels_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  json::value root_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

std::unexpected<Error> broken(std::string what, std::string_view where, int line, std::string remedy) {
  return failure(ErrorKind::invalid, "this is not YAML that can be read: " + std::move(what), fmt::format("{}, line {}", where, line + 1), std::move(remedy));
}

}  // namespace

Result<json::value> yaml_of(std::string_view text, std::string_view where, const YamlLimits& limits) {
  if (text.size() > limits.size_bytes_max)
    return failure(ErrorKind::invalid, "the file is too large", std::string(where), fmt::format("at most {} bytes are read", limits.size_bytes_max));
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos)
    return failure(ErrorKind::invalid, "the file is not UTF-8 text", std::string(where), "save the file as UTF-8");
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Builder builder(limits);
    while (parser.HandleNextDocument(builder)) {
    }
    return builder.result();
  } catch (const Refused& refused) {
    return broken(refused.what, where, refused.line, refused.remedy);
  } catch (const YAML::Exception& error) {
    return broken(error.msg, where, error.mark.line, "look at the indentation and the quotes of this line and of the one before");
  }
}

Result<json::value> read_yaml(const std::string& path, const YamlLimits& limits) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure(ErrorKind::invalid, "the file cannot be opened", path, "see whether it exists and may be read");
  std::string text(limits.size_bytes_max + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (file.fail() && !file.eof()))
    return failure(ErrorKind::invalid, "the file cannot be read", path, "see whether it is a file and may be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return yaml_of(text, path, limits);
}

}  // namespace tocsin

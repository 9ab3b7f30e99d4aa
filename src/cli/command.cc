#include "cli/command.h"

#include <charconv>

#include "base/check.h"

namespace tocsin::cli {

std::optional<std::string> Arguments::text_if(std::string_view name) const {
  const auto found = values.find(name);
  if (found == values.end() || found->second.empty()) return {};
  return found->second.front();
}

std::string Arguments::text(std::string_view name) const {
  const auto value = text_if(name);
  check(value.has_value());
  return *value;
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

bool Arguments::flag(std::string_view name) const { return has(name); }
bool Arguments::has(std::string_view name) const { return values.contains(name); }

Result<std::optional<std::int64_t>> Arguments::number_if(std::string_view name) const {
  const auto text = text_if(name);
  if (!text) return std::optional<std::int64_t>{};
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size())
    return failure(ErrorKind::invalid, "a whole number is expected", std::string(name), "write digits only, without separators");
  return std::optional(value);
}

Result<std::optional<Instant>> Arguments::instant_if(std::string_view name) const {
  const auto text = text_if(name);
  if (!text) return std::optional<Instant>{};
  auto instant = instant_of(*text);
  if (!instant) {
    Error error = instant.error();
    error.where = name;
    return std::unexpected(error);
  }
  return std::optional(*instant);
}

}  // namespace tocsin::cli

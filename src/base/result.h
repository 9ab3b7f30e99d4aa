// The second way something can be wrong: the world answered "no".
//
// Way:    used everywhere
// Holds:  an Error says what is wrong, where, and what to do. It never holds personal data: a bad value
//         is named by its place (file, row, column, field), not by its content.

#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace tocsin {

// By what the caller does next.
enum class ErrorKind {
  invalid,      // tell the user; bad usage or bad input
  not_found,
  conflict,     // read again, then try again
  refused,      // do not retry; a rule or another party says no
  unavailable,  // the world failed; retry later
  corrupt,      // stop and show
};
std::string_view name_of(ErrorKind kind);

struct Error {
  ErrorKind kind = ErrorKind::invalid;
  std::string what;
  std::string where;   // file, row, field, command; empty where there is no place
  std::string remedy;  // what the reader can do; empty where the caller adds it
};

// std::expected that must not be dropped silently. Nobody else names std::expected.
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
 public:
  using std::expected<T, Error>::expected;
};

inline std::unexpected<Error> failure(ErrorKind kind, std::string what, std::string where = {}, std::string remedy = {}) {
  return std::unexpected(Error{kind, std::move(what), std::move(where), std::move(remedy)});
}

// TRY(name, expression): `name` is the value, or the enclosing function returns the error.
#define TRY(name, ...)                                        \
  auto name##_result = (__VA_ARGS__);                         \
  if (!name##_result) [[unlikely]]                            \
    return std::unexpected(std::move(name##_result).error()); \
  auto&& name = *std::move(name##_result)
#define TRY_DO(...)                                                \
  do {                                                             \
    if (auto try_result = (__VA_ARGS__); !try_result) [[unlikely]] \
      return std::unexpected(std::move(try_result).error());       \
  } while (false)

}  // namespace tocsin

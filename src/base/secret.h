// A value that must not be seen by accident: personal data, keys, passphrases.
//
// Holds:  no stream operator, no fmt formatter, no conversion: a log line with a name in it does not
//         compile. `reveal()` is the one word to search for in a review.

#pragma once

#include <utility>

namespace tocsin {

template <class T>
class Secret {
 public:
  Secret() = default;
  explicit Secret(T value) : value_(std::move(value)) {}
  const T& reveal() const& { return value_; }
  T&& reveal() && { return std::move(value_); }
  bool operator==(const Secret&) const = default;

 private:
  T value_{};
};

}  // namespace tocsin

// What the program says, in one language.
//
// Way:    texts/<language>/commands.toml and its sisters -> [here] -> cli/, app/, deadlines in words
// Pure.
// Holds:  a text that a language lacks is said in English; an id that nobody wrote is said as it stands. The tests
//         find both: every id in the code has its text, every text is used, every language has the same placeholders.
//
//   say("due.processor_knew", {{"since", said(at, zone, say)}})     "The processor knew since {since}."
//   say("tick.duties", {{"count", done.reminders}})                 { one = "{count} duty", other = "{count} duties" }

#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "words/catalogue.h"

namespace tocsin {

class Words {
 public:
  // A value for a placeholder. A number is said with the language's separators; one that is a name (a year, the number
  // of a step) is given as text.
  struct Value {
    Value(std::string_view says) : text(says) {}
    Value(const std::string& says) : text(says) {}
    Value(const char* says) : text(says) {}
    template <std::integral Number>
      requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
    Value(Number says) : number(static_cast<std::int64_t>(says)) {}

    std::string text;
    std::optional<std::int64_t> number;
  };
  struct Named {
    std::string_view name;
    Value value;
  };

  Words() = default;  // knows no text: says the ids
  static Result<Words> in(std::string_view language, std::string_view file = "commands");

  // The value named "count" decides between one and other.
  std::string operator()(std::string_view id, std::initializer_list<Named> values = {}) const;
  bool has(std::string_view id) const { return find(id) != nullptr; }

  std::string number(std::int64_t value) const;                // 260,000
  std::string decimal(double value, int digits) const;         // 1.5
  const std::string& language() const { return language_; }
  const Messages& all() const;

 private:
  const TextForms* find(std::string_view id) const;
  bool is_one(std::int64_t count) const;

  std::string language_ = "en";
  std::shared_ptr<const Messages> messages_;  // shared: who hands the words on does not copy a thousand texts
};

// A word of the vocabulary of facts ("cause", "account_takeover") as people say it. `facts`: the words of facts.toml.
std::string said_word(const Words& facts, std::string_view list, std::string_view word);

}  // namespace tocsin

// A postal address as the post of its country wants to read it.
//
// Way:    members' addresses + law/letters/address-*.toml -> [here] -> documents/page.h (Letter::address)
// Law:    none; the posts' rules: NF Z 10-011 (FR), DIN 5008 (DE), PostNL, POST Luxembourg. Each file
//         names its source and whether it was verified.
// Pure.
// Holds:  an address is written whole or the letter is held: nothing is shortened, guessed or left out.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "documents/letter_batch.h"

namespace tocsin {

struct PostalAddress {
  std::string recipient;           // "Mme Anne Exemple"
  std::vector<std::string> extra;  // c/o, flat, building, in the order of the lines
  std::string street;
  std::string house_number;  // empty where the street holds it
  std::string postcode;
  std::string town;
  std::string country;  // ISO 3166 alpha-2
};

enum class Capitals { none, town, from_street };  // from_street: street, town and what stands between

struct PostalRule {
  std::string country;
  std::string source;
  bool verified = false;
  std::size_t fewest_lines = 3;
  std::size_t most_lines = 6;
  std::size_t most_characters = 0;  // a line; 0 = only the window limits it
  std::string street_line;          // "((number)) ((street))"
  std::string town_line;            // "((postcode)) ((town))"
  std::string postcode_shape;       // 9 = digit, A = letter, others themselves: "9999 AA"
  Capitals capitals = Capitals::none;
  std::map<std::string, std::string> names;  // the country's name for letters from abroad, by language
};
using PostalRules = std::map<std::string, PostalRule>;  // by country

Result<PostalRule> postal_rule_of(std::string_view toml, std::string_view where);

struct MailingFrom {
  std::string country;   // where the letter is posted; another country gets a last line of its own
  std::string language;  // of that line: "fr"
};
std::variant<std::vector<std::string>, HeldBecause> address_lines(const PostalAddress& address, const MailingFrom& from, const PostalRules& rules);

}  // namespace tocsin

// Invented rows for the tests of this module, short enough to be read as stories.
#pragma once

#include <random>
#include <string_view>
#include <vector>

#include "persons/match_keys.h"

namespace tocsin::test {

struct Number {
  const char *kind, *text;
  bool valid = true, of_bearer = false;
};

struct Person {
  const char *family = "", *given = "";
  std::int32_t birth_date = 0;
  std::vector<Number> numbers;
  const char *postcode = "", *street = "";
};

inline IdentityTable table_of(const std::vector<Person>& rows) {
  IdentityTable table;
  const KeyedHash hash{KeyedHash::Key{}};
  for (const Person& row : rows) {
    CanonicalRecord record;
    record.family_name = row.family;
    record.given_name = row.given;
    record.birth_date = row.birth_date;
    record.postcode = row.postcode;
    record.street = row.street;
    for (const Number& number : row.numbers) {
      const KindUse& use = use_of(number.kind);
      record.numbers.push_back({&use, number.text, number.valid ? use.scope : NumberScope::shared, number.of_bearer});
    }
    add_identity(table, record, hash);
  }
  return table;
}

// Rows that have much in common by chance: small families, few names, near dates, unknown parts.
inline std::vector<Person> random_people(std::mt19937& random, std::size_t count) {
  static constexpr const char* families[] = {"", "weber", "webre", "klein", "weber klein", "anna"};
  static constexpr const char* givens[] = {"", "anna", "hanna", "annna", "jean", "johannes", "j", "jean pierre", "weber"};
  static constexpr std::int32_t days[] = {0, 19800102, 19800201, 19800103, 19850606, 19950606, 19950607};
  static constexpr Number numbers[] = {{"fr_nir", "180019912345678"},
                                       {"fr_nir", "180019912345678", true, true},
                                       {"fr_nir", "280019912345678", true, true},
                                       {"policy_no", "77"},
                                       {"nl_bsn", "111222333"},
                                       {"nl_bsn", "123456782"},
                                       {"nl_bsn", "123456789", false},
                                       {"email", "a@example.org"},
                                       {"email", "b@example.org"},
                                       {"phone", "33612345678"},
                                       {"iban", "LU1"},
                                       {"plate_nl", "X1"}};
  std::vector<Person> rows;
  for (; count > 0; --count) {
    Person row{families[random() % std::size(families)], givens[random() % std::size(givens)], days[random() % std::size(days)], {}, "", ""};
    for (const Number& number : numbers)
      if (random() % 5 == 0) row.numbers.push_back(number);
    if (random() % 3 != 0) row.postcode = random() % 2 == 0 ? "4030" : "4031";
    if (random() % 2 != 0) row.street = "rue du moulin";
    rows.push_back(row);
  }
  return rows;
}

}  // namespace tocsin::test

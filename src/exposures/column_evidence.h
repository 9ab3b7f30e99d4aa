// What the values of one column have in common, counted once; columns.cc decides by it.
//
// Pure.   Holds:  views of the sample, which must live longer.

#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "exposures/header_words.h"
#include "identifiers/dates.h"
#include "identifiers/identifiers.h"

namespace tocsin {

struct KindCount {
  std::size_t fits = 0;
  std::size_t valid = 0;       // check digits right, or the form where there are none
  std::size_t by_shape = 0;    // of the valid ones, those without check digits
};

struct ColumnEvidence {
  std::size_t filled = 0;      // values that are not empty
  std::size_t distinct = 0;
  std::array<KindCount, identifiers::kind_count> kinds{};

  // Shares of the filled values, 0 to 1.
  double letters = 0;          // only letters, blanks, hyphens, apostrophes
  double digits = 0;           // only digits
  double decimals = 0;         // 12,50  1.234,00  -3.5 €
  double two_words = 0;        // two words and more
  double long_texts = 0;       // 30 characters and more, several words
  double with_digit = 0;
  double given_names = 0, cities = 0, countries = 0, streets = 0, sexes = 0, health = 0;
  double postcodes = 0, dutch_postcodes = 0;
  double house_numbers = 0;    // 12, 12bis, 7-9
  double password_hashes = 0;
  double dialled = 0;          // telephone numbers that show it: + or 00 in front, or blanks inside
  double icd_dots = 0;
  double mean_length = 0;

  identifiers::DateOrderEvidence date_order;
  std::size_t partial_dates = 0;
  int earliest_year = 9999, latest_year = 0;

  double share(identifiers::Kind kind) const;  // of valid values
};

ColumnEvidence evidence_of(const std::vector<std::string_view>& values, const identifiers::Reading& reading, const HeaderWords& words);

}  // namespace tocsin

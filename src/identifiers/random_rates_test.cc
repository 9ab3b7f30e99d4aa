// The noise floor: how many random strings pass. Column decisions rest on these figures, so they are measured.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "identifiers/identifiers.h"

namespace tocsin::identifiers {
namespace {

struct Row {
  Kind kind;
  std::string_view form;  // d: a digit, X: a letter, else itself
};

std::string random_text(std::string_view form, std::mt19937_64& random) {
  std::string text(form);
  for (char& c : text) {
    if (c == 'd') c = static_cast<char>('0' + random() % 10);
    if (c == 'X') c = static_cast<char>('A' + random() % 26);
  }
  return text;
}

TEST(RandomRates, are_what_the_table_says) {
  constexpr Row rows[] = {
      {Kind::fr_nir, "ddddddddddddddd"}, {Kind::lu_matricule, "ddddddddddddd"}, {Kind::nl_bsn, "ddddddddd"},     {Kind::de_kvnr, "Xddddddddd"},
      {Kind::de_ik, "ddddddddd"},        {Kind::de_steuer_id, "ddddddddddd"},   {Kind::de_rvnr, "ddddddddXddd"}, {Kind::be_nn, "ddddddddddd"},
      {Kind::es_dni, "ddddddddX"},       {Kind::at_svnr, "dddddddddd"},         {Kind::pt_nif, "ddddddddd"},     {Kind::pl_pesel, "ddddddddddd"},
      {Kind::ch_ahv, "756dddddddddd"},   {Kind::uk_nhs, "dddddddddd"},          {Kind::ie_ppsn, "dddddddX"},     {Kind::iban, "LUdddddddddddddddddd"},
      {Kind::card, "dddddddddddddddd"},
  };
  std::mt19937_64 random(7);
  constexpr int tries = 20'000;
  for (const Row& row : rows) {
    int valid = 0;
    for (int i = 0; i < tries; ++i) {
      const auto found = match(row.kind, Value(random_text(row.form, random)), {.latest_year = 2026});
      valid += found && found->valid;
    }
    const double expected = facts_of(row.kind).random_pass_rate;
    const double deviation = std::sqrt(expected * (1 - expected) / tries);
    EXPECT_NEAR(double(valid) / tries, expected, 5 * deviation + 0.1 * expected) << name_of(row.kind);
  }
}

}  // namespace
}  // namespace tocsin::identifiers

#include "identifiers/kind.h"

#include <array>

namespace tocsin::identifiers {
namespace {

constexpr bool yes = true, no = false;

// The rates were measured on random strings (identifiers_test.cc measures them again). Structure does more than
// the check digit: a date inside a number rejects far more than a remainder. 1 = the form alone decides.
constexpr std::array<KindFacts, kind_count> table{{
    // kind                name            country  check       birth sex  health  random
    {Kind::fr_nir, "fr_nir", "FR", Check::digit, yes, yes, no, 0.0045},
    {Kind::lu_matricule, "lu_matricule", "LU", Check::digit, yes, no, no, 0.00002},
    {Kind::nl_bsn, "nl_bsn", "NL", Check::digit, no, no, no, 0.0903},
    {Kind::de_kvnr, "de_kvnr", "DE", Check::digit, no, no, yes, 0.1},
    {Kind::de_ik, "de_ik", "DE", Check::digit, no, no, no, 0.1},
    {Kind::de_steuer_id, "de_steuer_id", "DE", Check::digit, no, no, no, 0.0031},
    {Kind::de_rvnr, "de_rvnr", "DE", Check::digit, yes, yes, no, 0.0105},
    {Kind::be_nn, "be_nn", "BE", Check::digit, yes, yes, no, 0.0019},
    {Kind::es_dni, "es_dni", "ES", Check::digit, no, no, no, 0.0391},
    {Kind::es_nie, "es_nie", "ES", Check::digit, no, no, no, 0.0399},
    {Kind::it_cf, "it_cf", "IT", Check::digit, yes, yes, no, 0.01},
    {Kind::at_svnr, "at_svnr", "AT", Check::digit, yes, no, no, 0.0036},
    {Kind::pt_nif, "pt_nif", "PT", Check::digit, no, no, no, 0.089},
    {Kind::pl_pesel, "pl_pesel", "PL", Check::digit, yes, yes, no, 0.0179},
    {Kind::ch_ahv, "ch_ahv", "CH", Check::digit, no, no, no, 0.0997},
    {Kind::uk_nino, "uk_nino", "GB", Check::shape, no, no, no, 1},
    {Kind::uk_nhs, "uk_nhs", "GB", Check::digit, no, no, yes, 0.0911},
    {Kind::ie_ppsn, "ie_ppsn", "IE", Check::digit, no, no, no, 0.0384},
    {Kind::iban, "iban", "", Check::digit, no, no, no, 0.0102},
    {Kind::bic, "bic", "", Check::shape, no, no, no, 1},
    {Kind::card, "card", "", Check::digit, no, no, no, 0.039},
    {Kind::ehic, "ehic", "", Check::shape, no, no, yes, 1},
    {Kind::vin, "vin", "", Check::shape, no, no, no, 1},
    {Kind::plate_nl, "plate_nl", "NL", Check::shape, no, no, no, 1},
    {Kind::plate_de, "plate_de", "DE", Check::shape, no, no, no, 1},
    {Kind::plate_fr, "plate_fr", "FR", Check::shape, no, no, no, 1},
    {Kind::icd10, "icd10", "", Check::shape, no, no, yes, 1},
    {Kind::email, "email", "", Check::shape, no, no, no, 1},
    {Kind::phone, "phone", "", Check::shape, no, no, no, 1},
    {Kind::date, "date", "", Check::shape, no, no, no, 1},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (static_cast<std::size_t>(table[i].kind) != i) return false;
  return true;
}
static_assert(in_order());

}  // namespace

std::string_view name_of(Check check) { return check == Check::digit ? "digit" : "shape"; }
std::span<const KindFacts> all_kinds() { return table; }
const KindFacts& facts_of(Kind kind) { return table[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_of(std::string_view name) {
  for (const KindFacts& facts : table)
    if (facts.name == name) return facts.kind;
  return {};
}

}  // namespace tocsin::identifiers

// The kinds of identifier and format that a value can be recognised as, and what each of them gives away.
//
// Pure.   A closed list: names are kept for life, because files, reports and commands use them.
// Holds:  `all_kinds()[i].kind == Kind(i)`.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tocsin::identifiers {

enum class Kind : std::uint8_t {
  fr_nir,
  lu_matricule,
  nl_bsn,
  de_kvnr,
  de_ik,
  de_steuer_id,
  de_rvnr,
  be_nn,
  es_dni,
  es_nie,
  it_cf,
  at_svnr,
  pt_nif,
  pl_pesel,
  ch_ahv,
  uk_nino,
  uk_nhs,
  ie_ppsn,
  iban,
  bic,
  card,
  ehic,
  vin,
  plate_nl,
  plate_de,
  plate_fr,
  icd10,
  email,
  phone,
  date,
};
inline constexpr std::size_t kind_count = 30;

// What stands behind "valid": digits that a formula yields, or nothing but the form.
enum class Check : std::uint8_t { digit, shape };
std::string_view name_of(Check check);

struct KindFacts {
  Kind kind;
  std::string_view name;
  std::string_view country;  // ISO 3166-1 alpha-2; empty: used across borders
  Check check;
  bool embeds_birth_date;
  bool embeds_sex;
  bool special_category;     // says something about health by itself, GDPR Art. 9(1)
  double random_pass_rate;   // share of random strings of the right length and letters that are valid: the noise floor of a column
};

std::span<const KindFacts> all_kinds();
const KindFacts& facts_of(Kind kind);
inline std::string_view name_of(Kind kind) { return facts_of(kind).name; }
std::optional<Kind> kind_of(std::string_view name);

}  // namespace tocsin::identifiers

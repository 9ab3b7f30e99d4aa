#include "identifiers/identifiers.h"

#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

using Recogniser = Look (*)(const Value&, const Reading&);
using NormalForm = void (*)(const Value&, const Reading&, std::string&);

template <std::size_t length>
void padded_to(const Value& value, const Reading&, std::string& normal) {
  const std::string_view compact = value.compact();
  normal.assign(compact.size() < length ? length - compact.size() : 0, '0');
  normal += compact;
}

struct Row {
  Recogniser look;
  NormalForm normal;
};

// In the order of Kind.
constexpr std::array<Row, kind_count> rows{{
    {fr_nir, fr_nir_normal},      {lu_matricule, padded_to<0>}, {nl_bsn, padded_to<9>},  {de_kvnr, padded_to<0>},   {de_ik, padded_to<0>},
    {de_steuer_id, padded_to<0>}, {de_rvnr, padded_to<12>},     {be_nn, padded_to<11>},  {es_dni, padded_to<9>},    {es_nie, padded_to<0>},
    {it_cf, padded_to<0>},        {at_svnr, padded_to<0>},      {pt_nif, padded_to<0>},  {pl_pesel, padded_to<11>}, {ch_ahv, padded_to<0>},
    {uk_nino, padded_to<0>},      {uk_nhs, padded_to<10>},      {ie_ppsn, padded_to<0>}, {iban, padded_to<0>},      {bic, padded_to<0>},
    {card, padded_to<0>},         {ehic, padded_to<0>},         {vin, padded_to<0>},     {plate_nl, padded_to<0>},  {plate_de, plate_de_normal},
    {plate_fr, padded_to<0>},     {icd10, icd10_normal},        {email, email_normal},   {phone, phone_normal},     {date, date_normal},
}};

const Row& row_of(Kind kind) { return rows[static_cast<std::size_t>(kind)]; }

}  // namespace

Padded::Padded(const Value& value, std::size_t length, const Reading& reading, std::size_t zeros_max) {
  const std::string_view compact = value.compact();
  if (compact.empty() || compact.size() > length || length > text_.size()) return;
  const std::size_t zeros = length - compact.size();
  if (zeros > 0 && (!reading.zeros_lost || zeros > zeros_max)) return;
  text_.fill('0');
  compact.copy(text_.data() + zeros, compact.size());
  size_ = length;
}

std::optional<Match> match(Kind kind, const Value& value, const Reading& reading) {
  const Look look = row_of(kind).look(value, reading);
  if (!look.fits) return {};
  return Match{kind, look.valid, look.check, look.country.empty() ? facts_of(kind).country : look.country, look.embedded};
}

std::vector<Match> kinds_of(std::string_view text, const Reading& reading) {
  std::vector<Match> found;
  const Value value(text);
  for (const KindFacts& facts : all_kinds()) {
    if (!reading.country.empty() && !facts.country.empty() && facts.country != reading.country) continue;
    if (const auto fit = match(facts.kind, value, reading)) found.push_back(*fit);
  }
  return found;
}

std::optional<Match> match(Kind kind, const Value& value, const Reading& reading, std::string& normal) {
  normal.clear();
  if (kind == Kind::phone) {  // a number that can be placed fits; to look first would place it twice
    phone_normal(value, reading, normal);
    if (!normal.empty() && value.raw().size() >= 4 && value.raw().size() <= 32) return Match{kind, true, Check::shape, {}, {}};
    normal.clear();
    return match(kind, value, reading);
  }
  const auto found = match(kind, value, reading);
  if (found) row_of(kind).normal(value, reading, normal);
  return found;
}

std::optional<std::string> normal_form(Kind kind, std::string_view text, const Reading& reading) {
  std::string normal;
  match(kind, Value(text), reading, normal);
  if (normal.empty()) return {};
  return normal;
}

}  // namespace tocsin::identifiers

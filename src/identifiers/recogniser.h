// What one recogniser says about one value. Inside identifiers/ only: others use identifiers/identifiers.h.
//
// Pure.   One function per kind, allocation-free: a length and class test first, the arithmetic last.

#pragma once

#include <array>
#include <string>
#include <string_view>

#include "identifiers/embedded.h"
#include "identifiers/kind.h"
#include "identifiers/reading.h"
#include "identifiers/value.h"

namespace tocsin::identifiers {

struct Look {
  bool fits = false;           // the form
  bool valid = false;          // check digits right, or the form where there are none
  Check check = Check::digit;  // what `valid` rests on for this very value
  std::string_view country;    // where the value names one; static text
  Embedded embedded;
};

constexpr Look by_digit(bool valid) { return {true, valid, Check::digit, {}, {}}; }
constexpr Look by_shape(std::string_view country = {}) { return {true, true, Check::shape, country, {}}; }

// A number of fixed length, zeros in front put back where the reading says that they were lost.
class Padded {
 public:
  Padded(const Value& value, std::size_t length, const Reading& reading, std::size_t zeros_max = 2);
  explicit operator bool() const { return size_ > 0; }
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, 40> text_;
  std::size_t size_ = 0;
};

Look fr_nir(const Value&, const Reading&);
Look lu_matricule(const Value&, const Reading&);
Look nl_bsn(const Value&, const Reading&);
Look de_kvnr(const Value&, const Reading&);
Look de_ik(const Value&, const Reading&);
Look de_steuer_id(const Value&, const Reading&);
Look de_rvnr(const Value&, const Reading&);
Look be_nn(const Value&, const Reading&);
Look es_dni(const Value&, const Reading&);
Look es_nie(const Value&, const Reading&);
Look it_cf(const Value&, const Reading&);
Look at_svnr(const Value&, const Reading&);
Look pt_nif(const Value&, const Reading&);
Look pl_pesel(const Value&, const Reading&);
Look ch_ahv(const Value&, const Reading&);
Look uk_nino(const Value&, const Reading&);
Look uk_nhs(const Value&, const Reading&);
Look ie_ppsn(const Value&, const Reading&);
Look iban(const Value&, const Reading&);
Look bic(const Value&, const Reading&);
Look card(const Value&, const Reading&);
Look ehic(const Value&, const Reading&);
Look vin(const Value&, const Reading&);
Look plate_nl(const Value&, const Reading&);
Look plate_de(const Value&, const Reading&);
Look plate_fr(const Value&, const Reading&);
Look icd10(const Value&, const Reading&);
Look email(const Value&, const Reading&);
Look phone(const Value&, const Reading&);
Look date(const Value&, const Reading&);

// Normal forms that are more than the compact value, written into `normal`. REQUIRES: the value fits, `normal` is empty.
void fr_nir_normal(const Value&, const Reading&, std::string& normal);
void plate_de_normal(const Value&, const Reading&, std::string& normal);
void icd10_normal(const Value&, const Reading&, std::string& normal);
void email_normal(const Value&, const Reading&, std::string& normal);
void phone_normal(const Value&, const Reading&, std::string& normal);  // E.164; nothing without a home country for a national number
void date_normal(const Value&, const Reading&, std::string& normal);   // ISO 8601; an open order of day and month is read day first

}  // namespace tocsin::identifiers

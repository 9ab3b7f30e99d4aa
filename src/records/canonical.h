// Every row in one shape: who, when born, which numbers, where, held for whom, and what was exposed.
//
// Way:    rows + kind of each column -> [here] -> persons/, records.parquet
// Pure:   `today` is an argument. Values that cannot be read are "not known" and counted; a row that names
//         nobody is a reject.
// See:    docs/formats/canonical.md

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exposures/rows.h"
#include "identifiers/embedded.h"
#include "records/column_watch.h"
#include "records/dates.h"
#include "records/kinds.h"
#include "records/normal_forms.h"

namespace tocsin {

// The insured or somebody insured with them? A French number tells: it holds its bearer's month of birth.
enum class Standing : std::uint8_t { unknown, insured, dependant };
std::string_view name_of(Standing standing);  // empty for unknown

struct CanonicalNumber {
  const KindUse* use = nullptr;
  std::string normal_form;
  NumberScope scope = NumberScope::shared;  // an own number whose check digit fails is no more than a hint
  bool of_bearer = false;                   // a valid NIR that fits this row's birth date: the person's own, not the main insured's
};

// A list that keeps the memory of what was in it, because millions of rows fill it again.
class CanonicalNumbers {
 public:
  CanonicalNumber& next() {  // as it was left; for the caller to fill
    if (used_ == all_.size()) all_.emplace_back();
    return all_[used_++];
  }
  void push_back(CanonicalNumber number) { next() = std::move(number); }
  void drop_last() { --used_; }
  void clear() { used_ = 0; }
  std::size_t size() const { return used_; }
  bool empty() const { return used_ == 0; }
  CanonicalNumber* begin() { return all_.data(); }
  CanonicalNumber* end() { return all_.data() + used_; }
  const CanonicalNumber* begin() const { return all_.data(); }
  const CanonicalNumber* end() const { return all_.data() + used_; }
  const CanonicalNumber& at(std::size_t i) const { return std::span(begin(), used_)[i]; }

 private:
  std::vector<CanonicalNumber> all_;
  std::size_t used_ = 0;
};

struct CanonicalRecord {
  std::string controller;                // empty: not known
  std::string family_name, given_name;   // folded
  std::int32_t birth_date = 0;           // yyyymmdd
  std::string postcode, city, house_number, street;  // folded
  CanonicalNumbers numbers;
  std::vector<std::uint16_t> filled;     // columns of a kind that have a value, ascending
  std::uint64_t kinds_in_text = 0;       // found inside free text; bit i is kind_uses()[i]
  identifiers::Sex sex = identifiers::Sex::unknown;
  Standing standing = Standing::unknown;
};

// Why a row is not among the records. The words stand in rejects.parquet and are for life.
enum class RejectReason : std::uint8_t {
  field_count,
  field_too_large,
  row_too_large,
  unterminated_quote,
  nul_byte,
  repeated_header,
  names_nobody,
  damaged_row
};
std::string_view name_of(RejectReason reason);
RejectReason reason_of(RowFault fault);  // REQUIRES: a fault

struct ColumnUse {
  std::string kind;  // "other" where nothing is known
  DateOrder date_order = DateOrder::day_first;
};

// Holds: one thread's; copy it for another and add up what the copies counted.
class Canonicaliser {
 public:
  Canonicaliser(std::vector<ColumnUse> columns, const NormalForm& normal_form, std::int32_t today, std::optional<std::size_t> controller_column);

  // False: the row names nobody. The record is overwritten, its memory reused. `row` is the row's number, for noticing
  // columns that change their meaning; 0: not looked at.
  bool read(std::span<const std::string_view> fields, CanonicalRecord& record, std::uint64_t row = 0);
  std::uint64_t values_unreadable() const { return values_unreadable_; }
  const ColumnWatch& watch() const { return watch_; }
  const std::vector<ColumnUse>& columns() const { return columns_; }

 private:
  // What one column's values are read as, decided once.
  struct Reader {
    const KindUse* use;
    NumberReader number;
    bool exposes, names_controller, is_nir, is_text;
  };
  bool read_field(std::size_t column, std::string_view text, CanonicalRecord& record);
  void search_text(std::string_view text, CanonicalRecord& record);
  bool take_controller(std::string_view text, CanonicalRecord& record);
  bool read_number(const Reader& reader, std::string_view text, CanonicalRecord& record);
  std::vector<ColumnUse> columns_;
  std::vector<Reader> readers_;
  NormalForm normal_form_;
  std::int32_t today_;
  bool controller_named_;
  std::uint64_t values_unreadable_ = 0;
  std::string controller_text_, controller_line_;  // the one read last, as written and as told
  ColumnWatch watch_;
};

}  // namespace tocsin

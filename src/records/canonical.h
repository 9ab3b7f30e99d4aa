// Every row in one shape: who, when born, which numbers, where, held for whom, and what was exposed.
//
// Way:    rows + kind of each column -> [here] -> persons/, records.parquet
// Pure:   `today` is an argument. Values that cannot be read are "not known" and counted; a row that names
//         nobody is a reject.
// See:    docs/formats/canonical.md

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exposures/rows.h"
#include "identifiers/embedded.h"
#include "records/dates.h"
#include "records/kinds.h"

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

struct CanonicalRecord {
  std::string controller;                // empty: not known
  std::string family_name, given_name;   // folded
  std::int32_t birth_date = 0;           // yyyymmdd
  std::string postcode, city, house_number, street;  // folded
  std::vector<CanonicalNumber> numbers;
  std::vector<std::uint16_t> filled;     // columns of a kind that have a value, ascending
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

// The normal form of a number of one kind; nothing if the text cannot be one.
struct NormalNumber {
  std::string text;
  bool valid = true;  // check digits fit, or the kind has none
};
using NormalForm = std::function<std::optional<NormalNumber>(std::string_view kind, std::string_view text)>;

struct ColumnUse {
  std::string kind;  // "other" where nothing is known
  DateOrder date_order = DateOrder::day_first;
};

class Canonicaliser {
 public:
  Canonicaliser(std::vector<ColumnUse> columns, NormalForm normal_form, std::int32_t today, std::optional<std::size_t> controller_column);

  // Nothing: the row names nobody. The record is overwritten, its memory reused.
  bool read(std::span<const std::string_view> fields, CanonicalRecord& record);
  std::uint64_t values_unreadable() const { return values_unreadable_; }
  const std::vector<ColumnUse>& columns() const { return columns_; }

 private:
  void read_field(std::size_t column, std::string_view text, CanonicalRecord& record);
  std::vector<ColumnUse> columns_;
  std::vector<const KindUse*> uses_;
  std::vector<bool> exposes_;
  NormalForm normal_form_;
  std::int32_t today_;
  std::optional<std::size_t> controller_column_;
  std::uint64_t values_unreadable_ = 0;
};

}  // namespace tocsin

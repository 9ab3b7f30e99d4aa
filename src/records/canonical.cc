#include "records/canonical.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "exposures/text_search.h"
#include "records/names.h"

namespace tocsin {
namespace {

constexpr std::size_t longest_controller = 200;

// What databases write where there is nothing.
bool is_empty_word(std::string_view text) {
  if (text.empty() || text.size() > 4) return text.empty();
  const char first = text.front();
  if (first != 'n' && first != 'N' && first != '-' && first != '\\') return false;
  const std::string word = lower_ascii(text);
  return word == "null" || word == "none" || word == "n/a" || word == "nan" || word == "-" || word == "\\n";
}

using identifiers::Sex;

// What a NIR holds of its bearer against what the row says: year, month, sex. Months above 12 mean "not known".
struct Bearer {
  Standing standing = Standing::unknown;
  bool month_fits = false;
};

Bearer bearer_of(std::string_view nir, const CanonicalRecord& record) {
  if (record.birth_date == 0 || nir.size() < 5) return {};
  const auto two_digits = [&](std::size_t at) { return (nir[at] - '0') * 10 + (nir[at + 1] - '0'); };
  const std::int32_t year = two_digits(1), month = two_digits(3);
  const Sex sex = nir[0] == '1' || nir[0] == '3' || nir[0] == '7' ? Sex::male : Sex::female;
  const bool same_sex = record.sex == Sex::unknown || record.sex == sex;
  const bool same_year = year == record.birth_date / 10'000 % 100, same_month = month == record.birth_date / 100 % 100;
  if (!same_sex || !same_year || !(same_month || month > 12)) return {Standing::dependant, false};
  return {Standing::insured, same_month};
}

// As exports in our languages write it; 1 and 2 as the NIR does.
Sex sex_of(std::string_view text) {
  if (text.size() == 1) {
    switch (text[0] | 0x20) {  // in lower case; digits stay
      case 'm':
      case 'h':
      case '1': return Sex::male;
      case 'f':
      case 'w':
      case 'v':
      case '2': return Sex::female;
      default: return Sex::unknown;
    }
  }
  const std::string word = lower_ascii(text);
  for (const char* male : {"male", "homme", "mann", "man", "masculin", "maennlich", "männlich"})
    if (word == male) return Sex::male;
  for (const char* female : {"female", "femme", "frau", "vrouw", "feminin", "féminin", "weiblich"})
    if (word == female) return Sex::female;
  return Sex::unknown;
}

const KindUse* nir_use() {
  static const KindUse* const use = &use_of("fr_nir");
  return use;
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, longest_controller)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  while (!is_utf8(out)) out.pop_back();  // cut inside a character
  return out;
}

}  // namespace

std::string_view name_of(Standing standing) { return standing == Standing::insured ? "insured" : standing == Standing::dependant ? "dependant" : ""; }

std::string_view name_of(RejectReason reason) {
  switch (reason) {
    case RejectReason::field_count: return "field_count";
    case RejectReason::field_too_large: return "field_too_large";
    case RejectReason::row_too_large: return "row_too_large";
    case RejectReason::unterminated_quote: return "unterminated_quote";
    case RejectReason::nul_byte: return "nul_byte";
    case RejectReason::repeated_header: return "repeated_header";
    case RejectReason::names_nobody: return "names_nobody";
    case RejectReason::damaged_row: return "damaged_row";
  }
  return "";
}

RejectReason reason_of(RowFault fault) {
  switch (fault) {
    case RowFault::none: break;
    case RowFault::field_count: return RejectReason::field_count;
    case RowFault::field_too_large: return RejectReason::field_too_large;
    case RowFault::row_too_large: return RejectReason::row_too_large;
    case RowFault::unterminated_quote: return RejectReason::unterminated_quote;
    case RowFault::nul_byte: return RejectReason::nul_byte;
    case RowFault::repeated_header: return RejectReason::repeated_header;
    case RowFault::damaged_row: return RejectReason::damaged_row;
  }
  check(false);
  return RejectReason::names_nobody;
}

Canonicaliser::Canonicaliser(std::vector<ColumnUse> columns, const NormalForm& normal_form, std::int32_t today, std::optional<std::size_t> controller_column)
    : columns_(std::move(columns)), normal_form_(normal_form), today_(today), controller_named_(controller_column.has_value()), watch_(columns_.size()) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string& kind = columns_[i].kind;
    readers_.push_back(
        {&use_of(kind), normal_form.reader(kind), kind != "other" && kind != "controller", i == controller_column, kind == "fr_nir", kind == "free_text"});
  }
}

bool Canonicaliser::read(std::span<const std::string_view> fields, CanonicalRecord& record, std::uint64_t row) {
  check(fields.size() == columns_.size());
  record.controller.clear();
  for (std::string* text : {&record.family_name, &record.given_name, &record.postcode, &record.city, &record.house_number, &record.street}) text->clear();
  record.birth_date = 0;
  record.kinds_in_text = 0;
  record.numbers.clear();
  record.filled.clear();
  record.sex = Sex::unknown;
  record.standing = Standing::unknown;
  const bool watched = ColumnWatch::wants(row);
  for (std::size_t column = 0; column < fields.size(); ++column) {
    const std::string_view text = trimmed(fields[column]);
    if (is_empty_word(text)) continue;
    const Reader& reader = readers_[column];
    if (reader.exposes) record.filled.push_back(static_cast<std::uint16_t>(column));
    const bool fits = read_field(column, text, record);
    values_unreadable_ += fits ? 0 : 1;
    if (watched) watch_.see(row, column, text, fits);
  }
  for (CanonicalNumber& number : record.numbers)
    if (number.use == nir_use()) {
      const Bearer bearer = bearer_of(number.normal_form, record);
      record.standing = bearer.standing;
      number.of_bearer = number.of_bearer && bearer.month_fits;
    }
  return !record.family_name.empty() || !record.given_name.empty() || !record.numbers.empty();
}

bool Canonicaliser::read_number(const Reader& reader, std::string_view text, CanonicalRecord& record) {
  CanonicalNumber& number = record.numbers.next();
  const auto answer = reader.number.read(text, number.normal_form);
  if (answer == NumberReader::Answer::nothing) {
    record.numbers.drop_last();
    return false;
  }
  const bool valid = answer == NumberReader::Answer::valid;
  number.use = reader.use;
  number.scope = valid ? reader.use->scope : NumberScope::shared;
  number.of_bearer = valid && reader.is_nir;
  return true;
}

// A number in a sentence exposes as much as one in a column. Whose it is the sentence does not say, so it is no more than
// a hint, unless it is a number that one person alone has.
void Canonicaliser::search_text(std::string_view text, CanonicalRecord& record) {
  for (const TextHit& hit : hits_in_text(text, {.country = normal_form_.home(), .latest_year = today_ / 10'000}, HeaderWords::shipped())) {
    if (const auto kind = kind_index(hit.kind)) record.kinds_in_text |= std::uint64_t{1} << *kind;
    const KindUse& use = use_of(hit.kind);
    if (use.role != KindRole::number) continue;
    CanonicalNumber& number = record.numbers.next();
    if (normal_form_.reader(hit.kind).read(text.substr(hit.begin, hit.size), number.normal_form) == NumberReader::Answer::valid) {
      number.use = &use;
      number.scope = use.scope;
      number.of_bearer = false;
    } else {
      record.numbers.drop_last();
    }
  }
}

// Row after row of a slice names the same controller.
bool Canonicaliser::take_controller(std::string_view text, CanonicalRecord& record) {
  if (text != controller_text_) {
    controller_text_ = text;
    controller_line_ = one_line(text);
  }
  record.controller = controller_line_;
  return true;
}

// False: the value is not what its column holds.
bool Canonicaliser::read_field(std::size_t column, std::string_view text, CanonicalRecord& record) {
  const Reader& reader = readers_[column];
  if (reader.names_controller) return take_controller(text, record);
  if (reader.is_text) {
    search_text(text, record);
    return true;
  }
  const auto first_wins = [](std::string& target, std::string_view value) {
    if (target.empty()) fold_name(value, target);
    return true;
  };
  switch (reader.use->role) {
    case KindRole::none: return true;
    case KindRole::family_name: return first_wins(record.family_name, text);
    case KindRole::given_name: return first_wins(record.given_name, text);
    case KindRole::full_name: {
      const NameParts parts = split_full_name(text);
      first_wins(record.family_name, parts.family);
      return first_wins(record.given_name, parts.given);
    }
    case KindRole::birth_date: record.birth_date = birth_date_of(text, columns_[column].date_order, today_); return record.birth_date != 0;
    case KindRole::number: return read_number(reader, text, record);
    case KindRole::sex: record.sex = sex_of(text); return true;
    case KindRole::street: return first_wins(record.street, text);
    case KindRole::house_number: return first_wins(record.house_number, text);
    case KindRole::postcode: return first_wins(record.postcode, text);
    case KindRole::city: return first_wins(record.city, text);
    case KindRole::controller: return controller_named_ || !record.controller.empty() || take_controller(text, record);
  }
  return true;
}

}  // namespace tocsin

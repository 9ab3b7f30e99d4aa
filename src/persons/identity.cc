#include "persons/identity.h"

#include <cstdlib>

#include "base/check.h"

namespace tocsin {
namespace {

NumberField field_of_kind(const KindUse& use) {
  if (use.scope == NumberScope::own) return NumberField::own;
  if (use.of_main_insured) return NumberField::main_insured;
  if (use.kind == "email") return NumberField::email;
  if (use.kind == "phone") return NumberField::phone;
  if (use.kind == "iban" || use.kind == "account_no" || use.kind == "card") return NumberField::account;
  return NumberField::other;
}

std::array<NumberField, 64> fields_by_kind() {
  std::array<NumberField, 64> fields{};
  for (std::size_t i = 0; i < kind_uses().size(); ++i) fields[i] = field_of_kind(kind_uses()[i]);
  return fields;
}

}  // namespace

NumberField field_of(NumberKey number) {
  static const std::array<NumberField, 64> fields = fields_by_kind();
  return fields[number.kind()];
}

void IdentityTable::append(const IdentityTable& more) {
  check(numbers.size() + more.numbers.size() < ~0U);
  const std::size_t before = rows.size();
  const auto shift = static_cast<std::uint32_t>(numbers.size());
  rows.append(std::span(more.rows));
  numbers.append(std::span(more.numbers));
  for (std::size_t i = before; i < rows.size(); ++i) rows[i].first_number += shift;
}

void IdentityTable::truncate(std::size_t count) {
  check(count <= rows.size());
  if (count < rows.size()) numbers.resize(rows[count].first_number);
  rows.resize(count);
}

bool near_dates(std::int32_t a, std::int32_t b) {
  if (a == b) return true;
  if (std::abs(a / 10'000 - b / 10'000) >= 10) return false;
  const std::int32_t month_a = a / 100 % 100, day_a = a % 100, month_b = b / 100 % 100, day_b = b % 100;
  if (a / 10'000 == b / 10'000 && month_a == day_b && day_a == month_b) return true;
  int different_digits = 0;
  for (; a != 0 || b != 0; a /= 10, b /= 10) different_digits += a % 10 != b % 10 ? 1 : 0;
  return different_digits == 1;
}

}  // namespace tocsin

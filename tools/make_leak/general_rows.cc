#include "make_leak/general_rows.h"

#include <algorithm>

#include "make_leak/typos.h"

namespace tocsin::make_leak {
namespace {

// How often, of all records: {first record of a person, further ones}.
struct Often {
  double first, further;
  bool in(bool is_first, Random& random) const { return random.in(is_first ? first : further); }
};
constexpr Often number_missing{.03, .12}, number_wrong{.008, .015}, number_of_partner{.0005, .001}, main_number_by_own{.3, .4};
constexpr Often family_typo{.02, .05}, given_typo{.01, .03}, scanned{.003, .01}, names_swapped{.002, .005}, given_missing{.002, .003}, short_form{.01, .03};
constexpr Often married{.05, .15}, date_swapped{.002, .012}, date_digit{.003, .008}, date_other{.0005, .002}, date_missing{.005, .01};
constexpr Often mail_missing{.35, .4}, mail_other{.0, .1}, phone_missing{.15, .2}, phone_other{.0, .12}, moved{.0, .13}, address_missing{.02, .04};
constexpr Often iban_missing{.4, .5};

// What a scanner reads.
std::string scanned_name(std::string name, Random& random) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> misread = {{{"m", "rn"}, {"l", "1"}, {"o", "0"}, {"i", "l"}, {"e", "c"}, {"n", "h"}}};
  const auto& [read, as] = misread[random.below(misread.size())];
  if (const std::size_t at = name.find(read); at != std::string::npos) name.replace(at, read.size(), as);
  return name;
}

void write_number(GeneralRow& row, const Somebody& person, bool first, Random& random) {
  std::string& number = row.number[static_cast<std::size_t>(person.country)];
  number = person.own_number;
  if (!person.under_number.empty() && (number.empty() || !main_number_by_own.in(first, random)))
    number = !person.other_parent.empty() && random.in(0.5) ? person.other_parent : person.under_number;
  if (!person.partner_number.empty() && number_of_partner.in(first, random)) number = person.partner_number;
  if (number_missing.in(first, random)) number.clear();
  if (!number.empty() && number_wrong.in(first, random)) {
    char& digit = number[number.size() - 2 - random.below(5)];
    digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(random.below(9))) % 10);
  }
}

void write_names(GeneralRow& row, const Somebody& person, bool first, Random& random) {
  row.family = !person.married_name.empty() && married.in(first, random) ? person.married_name : person.family;
  row.given = short_form.in(first, random) ? slip(person.country, person.given, random) : person.given;
  if (family_typo.in(first, random)) row.family = with_typo(row.family, random);
  if (given_typo.in(first, random)) row.given = with_typo(row.given, random);
  if (scanned.in(first, random)) {
    std::string& name = random.in(0.6) ? row.family : row.given;
    name = scanned_name(name, random);
  }
  if (names_swapped.in(first, random)) std::swap(row.family, row.given);
  if (given_missing.in(first, random)) row.given.clear();
}

void write_birth_date(GeneralRow& row, const Somebody& person, bool first, Random& random) {
  row.born = person.born;
  if (date_swapped.in(first, random) && row.born.day <= 12) std::swap(row.born.day, row.born.month);
  if (date_digit.in(first, random)) row.born.day = row.born.day >= 20 ? row.born.day - 10 : row.born.day < 9 ? row.born.day + 1 : row.born.day + 10;
  if (date_other.in(first, random)) row.born = birth_date(random, 1940, 2015);
  if (date_missing.in(first, random)) row.born = {};
}

void write_contacts(GeneralRow& row, const Somebody& person, const Family& home, bool first, Random& random) {
  if (!mail_missing.in(first, random)) row.email = mail_other.in(first, random) ? "x" + std::to_string(random.next() >> 20) + "@old.example" : person.email;
  if (!phone_missing.in(first, random)) row.phone = phone_other.in(first, random) ? person.phone.substr(0, 3) + random.digits(8) : person.phone;
  if (!iban_missing.in(first, random)) row.iban = person.iban;
  row.town = home.town;
  row.address = home.door + " " + home.street;
  if (moved.in(first, random)) {
    row.town = town(home.country, random);
    row.address = std::to_string(random.between(1, 240)) + " " + street(home.country, random);
  }
  if (address_missing.in(first, random)) row.address.clear(), row.town = {};
}

// Separators never stand in our names; what could be a formula does not either.
void put(std::string& out, std::string_view field, char separator) {
  out += field;
  out += separator;
}

void put_two(std::string& out, int value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

void put_date(std::string& out, const Date& date, std::size_t file) {
  if (date.year == 0) return;
  if (file == 0) {
    put_two(out, date.day);
    out += '/';
    put_two(out, date.month);
    out += '/';
    out += std::to_string(date.year);
  } else {
    out += std::to_string(date.year);
    out += '-';
    put_two(out, date.month);
    out += '-';
    put_two(out, date.day);
  }
}

std::string spaced(const std::string& text, std::size_t group) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % group == 0) out += ' ';
    out += text[i];
  }
  return out;
}

}  // namespace

GeneralRow general_row(const Somebody& person, const Family& home, int controller, bool first, Random& random) {
  GeneralRow row;
  write_number(row, person, first, random);
  write_names(row, person, first, random);
  write_birth_date(row, person, first, random);
  write_contacts(row, person, home, first, random);
  row.policy = "P" + std::to_string(home.index * 168 + static_cast<std::uint64_t>(controller));
  row.controller = (controller < 84 ? "Mutuelle A" : "Kasse B") + std::to_string(controller % 84 + 1);
  return row;
}

void write_general_row(const GeneralRow& row, std::size_t file, Random& random, std::string& out) {
  const bool capitals = file == 1 && random.in(0.5), loose = random.in(0.3);
  for (const std::string& number : row.number) put(out, loose && file == 0 && number.size() == 15 ? spaced(number, 5) : number, ';');
  put(out, capitals ? upper_without_accents(row.family) : row.family, ';');
  put(out, capitals ? upper_without_accents(row.given) : row.given, ';');
  put_date(out, row.born, file);
  out += ';';
  put(out, row.email, ';');
  if (!row.phone.empty()) {
    const bool national = file == 0 && row.phone.starts_with("33");
    put(out, national ? "0" + row.phone.substr(2) : loose ? "00" + row.phone.substr(0, 2) + " " + row.phone.substr(2) : "+" + row.phone, ';');
  } else {
    out += ';';
  }
  put(out, row.address, ';');
  put(out, row.town.postcode, ';');
  put(out, row.town.city, ';');
  put(out, loose ? spaced(row.iban, 4) : row.iban, ';');
  put(out, row.policy, ';');
  put(out, row.controller, '\n');
}

}  // namespace tocsin::make_leak

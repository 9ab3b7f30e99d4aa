// Three countries' habits side by side: separators, date forms, where the house number stands, which number names
// a person. Every person of this scenario has a number of their own.
#include <fmt/format.h>

#include <array>
#include <memory>

#include "base/check.h"
#include "identifiers/identifiers.h"
#include "make_leak/people.h"
#include "make_leak/scenarios.h"
#include "make_leak/truth.h"
#include "make_leak/typos.h"

namespace tocsin::make_leak {
namespace {

using identifiers::Kind;
using Row = std::vector<std::string>;

struct Habit {
  Country country;
  std::string stem;
  char separator;
  Row header;
  std::string controller;
};

const std::array<Habit, 3>& habits() {
  static const std::array<Habit, 3> all{{
      {Country::fr,
       "clients_fr",
       ';',
       {"NIR", "Nom", "Prénom", "Date de naissance", "Adresse", "Code postal", "Ville", "E-mail", "Téléphone", "IBAN", "Assureur"},
       "Assurance Clairval"},
      {Country::de,
       "kunden_de",
       ';',
       {"Versichertennummer", "Nachname", "Vorname", "Geburtsdatum", "Straße", "Hausnummer", "PLZ", "Ort", "E-Mail", "Telefon", "IBAN", "Krankenkasse"},
       "Lindenkasse"},
      {Country::nl,
       "klanten_nl",
       ',',
       {"BSN", "Achternaam", "Voornaam", "Geboortedatum", "Straat", "Huisnummer", "Postcode", "Woonplaats", "Emailadres", "Telefoonnummer", "Kenteken",
        "Verzekeraar"},
       "Duinzorg"},
  }};
  return all;
}

// The first of the check digits that fits; `body` has a blank '_' where it goes. Empty where none does.
std::string completed(Kind kind, const std::string& body) {
  const auto blank = body.find('_');
  for (char digit = '0'; digit <= '9'; ++digit) {
    std::string text = body;
    text[blank] = digit;
    const auto match = identifiers::match(kind, identifiers::Value(text));
    if (match && match->valid) return text;
  }
  return {};
}

std::string unique_digits(std::uint64_t index, std::uint64_t step, std::size_t width) {
  std::uint64_t range = 1;
  for (std::size_t i = 0; i < width; ++i) range *= 10;
  return fmt::format("{:0{}}", (index * step + 12'345) % range, width);
}

std::string iban(const std::string& country, const std::string& account) {
  for (int check = 2; check <= 98; ++check) {
    const std::string text = fmt::format("{}{:02}{}", country, check, account);
    const auto match = identifiers::match(Kind::iban, identifiers::Value(text));
    if (match && match->valid) return text;
  }
  bug(std::source_location::current());
}

std::string phone(Random& random, std::string_view begin, std::size_t digits) { return std::string(begin) + random.digits(digits); }

// Nothing where the index has no valid Dutch number: one in eleven has none.
std::optional<Row> row_of(const Habit& habit, const Person& person, std::uint64_t index, Random& random) {
  const Town place = town(habit.country, random);
  const std::string road = street(habit.country, random), door = std::to_string(random.between(1, 140)), mail = fmt::format("p{}@example.net", person.id);
  switch (habit.country) {
    case Country::fr: {
      const std::string body = fmt::format("{}{:02}{:02}{:02}{}", person.female ? 2 : 1, person.born.year % 100, person.born.month, index / 1'000'000 % 95 + 1,
                                           unique_digits(index, 389'171, 6));
      return Row{*identifiers::normal_form(Kind::fr_nir, body),
                 person.family,
                 person.given,
                 slashed(person.born),
                 door + " " + road,
                 place.postcode,
                 place.city,
                 mail,
                 phone(random, "06 12 ", 6),
                 iban("FR", random.digits(23)),
                 habit.controller};
    }
    case Country::de:
      return Row{completed(Kind::de_kvnr, std::string(1, static_cast<char>('A' + index / 100'000'000 % 26)) + unique_digits(index, 38'917'181, 8) + "_"),
                 person.family,
                 person.given,
                 dotted(person.born),
                 road,
                 door,
                 place.postcode,
                 place.city,
                 mail,
                 phone(random, "0151 ", 8),
                 iban("DE", random.digits(18)),
                 habit.controller};
    case Country::nl: {
      const std::string bsn = completed(Kind::nl_bsn, unique_digits(index, 38'917'181, 8) + "_");
      if (bsn.empty()) return {};
      constexpr std::string_view letters = "BDFGHJKLNPRTVXZ";
      const std::string plate =
          fmt::format("{}{}-{}-{}", letters[random.below(15)], letters[random.below(15)], random.between(100, 999), letters[random.below(15)]);
      return Row{bsn,  person.family,           person.given, dashed(person.born), road, door, place.postcode, place.city,
                 mail, phone(random, "06-", 8), plate,        habit.controller};
    }
  }
  return {};
}

Row again(Row row, Random& random) {
  if (random.in(0.3)) row[1] = with_typo(row[1], random);
  if (random.in(0.2)) row[2] = upper_without_accents(row[2]);
  if (random.in(0.1)) row[0].clear();
  return row;
}

}  // namespace

Result<void> plain(const Order& order) {
  TRY(truth, Truth::in(order.folder));
  std::array<std::unique_ptr<Table>, 3> tables;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Habit& habit = habits()[i];
    auto table = order.format == Format::xlsx ? xlsx_table(order.folder, habit.stem, habit.header)
                                              : csv_table(order.folder, habit.stem, habit.header, {.separator = habit.separator, .line_end = "\n"});
    if (!table) return std::unexpected(table.error());
    tables[i] = std::move(*table);
  }
  std::uint64_t made = 0;
  for (std::uint64_t index = 0; made < order.persons; ++index) {
    Random random(order.seed, index);
    const std::size_t which = made % tables.size();
    const Habit& habit = habits()[which];
    Person person;
    person.id = made + 1;
    person.female = random.in(0.5);
    person.family = family_name(habit.country, random);
    person.given = given_name(habit.country, person.female, random);
    person.born = birth_date(random, 1935, 2006);
    const auto row = row_of(habit, person, index, random);
    if (!row) continue;
    ++made;
    truth.person(false);
    truth.number();
    tables[which]->row(*row);
    truth.record(*tables[which], person.id, habit.controller);
    if (!random.in(0.1)) continue;
    tables[which]->row(again(*row, random));
    truth.record(*tables[which], person.id, habit.controller);
  }
  for (const auto& table : tables) TRY_DO(table->finish());
  truth.say("scenario", "plain");
  truth.say("seed", order.seed);
  return truth.finish();
}

}  // namespace tocsin::make_leak

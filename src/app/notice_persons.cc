#include "app/notice_persons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "app/scope_tables.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::uint64_t memory_bytes = 2ULL << 30;
constexpr std::uint64_t rows_at_once = 20'000;  // what stands in memory

// "le goff" -> "Le Goff". Bytes of other letters stay as they are.
std::string capitalised(std::string_view folded) {
  std::string out;
  bool at_start = true;
  for (const char c : folded) {
    out += at_start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    at_start = c == ' ' || c == '-' || c == '\'';
  }
  return out;
}

std::string name_of(const std::string& given, const std::string& family) { return given.empty() || family.empty() ? given + family : given + " " + family; }

bool is_mail_address(std::string_view text) {
  const std::size_t sign = text.find('@');
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("!#$%&'*+/=?^_`{|}~.-@").find(c) != std::string_view::npos;
  });
  return plain && sign != std::string_view::npos && sign > 0 && text.find('@', sign + 1) == std::string_view::npos &&
         text.find('.', sign) != std::string_view::npos && text.back() != '.' && text.size() <= 254;
}

// "France" or "fr" -> "FR"; a word that nobody knows stays, and the letter is held.
std::string country_of(const std::string& text, const std::string& otherwise) {
  const std::string word = lower_ascii(trimmed(text));
  if (word.empty()) return otherwise;
  for (const auto& [name, code] :
       {std::pair{"france", "FR"}, std::pair{"deutschland", "DE"}, std::pair{"allemagne", "DE"}, std::pair{"germany", "DE"}, std::pair{"luxembourg", "LU"},
        std::pair{"luxemburg", "LU"}, std::pair{"belgique", "BE"}, std::pair{"belgien", "BE"}, std::pair{"belgium", "BE"}, std::pair{"nederland", "NL"}})
    if (word == name) return code;
  std::string code = word;
  for (char& c : code) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return code;
}

// Numbered, so that it can be read a piece at a time.
Result<void> join(TableEngine& tables) {
  TRY_DO(tables.open("records"));
  TRY_DO(tables.open("reach"));
  return tables.run(
      "who is to be told",
      "CREATE TABLE telling AS WITH held AS (SELECT person_id, coalesce(controller, '') AS controller, "
      "array_to_string(list_sort(list_distinct(flatten(list(kinds)))), ' ') AS columns, min(given_name) AS leaked_given, min(family_name) AS leaked_family "
      "FROM records GROUP BY person_id, coalesce(controller, '')) "
      "SELECT row_number() OVER (ORDER BY held.person_id, held.controller) AS n, held.*, reach.* EXCLUDE (person_id) "
      "FROM held LEFT JOIN reach USING (person_id)");
}

// A scope made before the member file's flags were read has no columns for them.
Result<void> complete(TableEngine& tables) {
  for (const auto& [column, type] :
       {std::pair{"guardian", "VARCHAR"}, std::pair{"protected_address", "INTEGER"}, std::pair{"guardianship", "INTEGER"}, std::pair{"former", "INTEGER"}})
    TRY_DO(tables.run("who is to be told", fmt::format("ALTER TABLE telling ADD COLUMN IF NOT EXISTS {} {}", column, type)));
  return {};
}

constexpr const char* told_columns =
    "person_id, controller, columns, leaked_given, leaked_family, via, minor, deceased, given_name, family_name, street, house_number, postcode, city, "
    "country, email, language, guardian, protected_address, guardianship, former";
enum ToldColumn : std::size_t {
  person_id,
  controller,
  columns,
  leaked_given,
  leaked_family,
  via,
  minor,
  deceased,
  given_name,
  family_name,
  street,
  house_number,
  postcode,
  city,
  country,
  email,
  language,
  guardian,
  protected_address,
  guardianship,
  former
};

PersonToTell person_of(const TableEngine::Row& row, const std::string& home) {
  const auto text = [&](ToldColumn column) { return row[column].value_or(""); };
  PersonToTell person;
  person.person = text(person_id);
  person.controller = text(controller);
  const std::string kinds = text(columns);
  for (const std::string_view kind : split(kinds, ' '))
    if (!kind.empty()) person.columns.emplace_back(kind);
  person.known = !text(via).empty();
  person.through_insured = text(via) == "insured";
  person.minor = text(minor) == "1";
  person.deceased = text(deceased) == "1";
  person.protected_address = text(protected_address) == "1";
  person.language = text(language);
  // The insured's mailbox is not the dependant's; their door is the same.
  if (!person.through_insured && is_mail_address(text(email))) person.email = text(email);
  if (person.through_insured) {
    person.insured = name_of(text(given_name), text(family_name));
  } else {  // the insured's own guardian is nobody else's
    person.guardianship = text(guardianship) == "1";
    person.former = text(former) == "1";
    person.guardian = text(guardian);
  }
  const std::string name =
      person.through_insured ? name_of(capitalised(text(leaked_given)), capitalised(text(leaked_family))) : name_of(text(given_name), text(family_name));
  person.address = {.recipient = name,
                    .street = text(street),
                    .house_number = text(house_number),
                    .postcode = text(postcode),
                    .town = text(city),
                    .country = country_of(text(country), home)};
  return person;
}

}  // namespace

Result<void> for_each_person(World& world, const PersonsWanted& wanted, const std::function<Result<void>(const PersonToTell&)>& look) {
  TRY(place, place_of_tables(world, wanted.incident, wanted.scope_dir, "reach"));
  place.memory_bytes = memory_bytes;
  TRY(tables, world.workshop.open_tables(place));
  TRY_DO(join(*tables));
  TRY_DO(complete(*tables));
  for (std::uint64_t begin = 0;; begin += rows_at_once) {
    TRY(rows, tables->query("who is to be told",
                            fmt::format("SELECT {} FROM telling WHERE n > {} AND n <= {} ORDER BY n", told_columns, begin, begin + rows_at_once)));
    if (rows.empty()) return {};
    for (const TableEngine::Row& row : rows) {
      if (wanted.controller && row[controller] != *wanted.controller) continue;
      TRY_DO(look(person_of(row, wanted.country)));
    }
  }
}

}  // namespace tocsin

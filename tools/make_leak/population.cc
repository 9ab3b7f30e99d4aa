#include "make_leak/population.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "make_leak/typos.h"

namespace tocsin::make_leak {
namespace {

constexpr std::uint64_t size_stream = 0x512E, people_stream = 0xFA311;

std::string padded(std::uint64_t value, std::size_t width) {
  std::string text(width, '0');
  for (std::size_t i = width; i-- > 0; value /= 10) text[i] = static_cast<char>('0' + value % 10);
  return text;
}

// "MOD 97" of ISO 7064 over digits and letters.
int mod_97(std::string_view text) {
  int rest = 0;
  for (const char c : text) rest = c >= 'A' ? (rest * 100 + (c - 'A' + 10)) % 97 : (rest * 10 + (c - '0')) % 97;
  return rest;
}

std::string lower_plain(std::string_view name) {
  std::string out;
  for (const char c : upper_without_accents(name))
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
  return out;
}

// Of twenty households fourteen are French, three German, three Dutch; each has its place among those of its country,
// so that numbers never run out.
struct Place {
  Country country = Country::fr;
  std::uint64_t rank = 0;
};
Place place_of(std::uint64_t index) {
  const std::uint64_t score = index / 20, rest = index % 20;
  if (rest < 14) return {Country::fr, score * 14 + rest};
  if (rest < 17) return {Country::de, score * 3 + rest - 14};
  return {Country::nl, score * 3 + rest - 17};
}

std::string some_family_name(Country country, Random& random) { return random.in(0.45) ? family_name(country, random) : rare_family_name(country, random); }

std::string some_given_name(Country country, bool female, Random& random) {
  const std::string first = given_name(country, female, random);
  if (country == Country::nl || !random.in(0.12)) return first;
  return first + "-" + given_name(country, female, random);
}

std::string mobile(Country country, Random& random) {
  switch (country) {
    case Country::fr: return "33" + std::string(random.in(0.7) ? "6" : "7") + random.digits(8);
    case Country::de: return "49151" + random.digits(8);
    case Country::nl: return "316" + random.digits(8);
  }
  return {};
}

std::string mailbox(const Somebody& person, Random& random) {
  constexpr std::array hosts = {"example.org", "example.net", "example.com", "mail.example", "post.example"};
  return lower_plain(person.given) + "." + lower_plain(person.family) + std::to_string(person.id % 9'973) + "@" + hosts[random.below(hosts.size())];
}

std::string number_for(const Somebody& person) {
  const std::uint64_t serial = place_of((person.id - 1) / 8).rank * 8 + (person.id - 1) % 8;
  switch (person.country) {
    case Country::fr: return nir_number(person.female, person.born, serial);
    case Country::de: return kvnr_number(serial);
    case Country::nl: return bsn_number(serial);
  }
  return {};
}

class FamilyMaker {
 public:
  FamilyMaker(std::uint64_t seed, std::uint64_t index) : random_(seed ^ people_stream, index) { home_.index = index; }

  Family make(std::size_t size) {
    home_.country = place_of(home_.index).country;
    home_.town = town(home_.country, random_);
    home_.street = street(home_.country, random_);
    home_.door = std::to_string(random_.between(1, 240));
    add_insured(size == 1);
    while (home_.people.size() < size) home_.people.size() == 1 && random_.in(0.85) ? add_partner() : add_child();
    for (Somebody& person : home_.people) give_contacts(person);
    give_numbers();
    return std::move(home_);
  }

 private:
  Somebody newcomer(bool female, std::string family) {
    Somebody person;
    person.id = home_.index * 8 + home_.people.size() + 1;
    person.country = home_.country;
    person.female = female;
    person.family = std::move(family);
    person.given = some_given_name(home_.country, female, random_);
    return person;
  }
  void add_insured(bool alone) {
    Somebody person = newcomer(random_.in(0.5), some_family_name(home_.country, random_));
    person.born = alone ? birth_date(random_, 1931, 2004) : birth_date(random_, 1955, 1995);
    if (person.female && random_.in(0.3)) person.married_name = some_family_name(home_.country, random_);
    home_.people.push_back(std::move(person));
  }
  void add_partner() {
    const Somebody& insured = home_.people.front();
    Somebody person = newcomer(!insured.female, random_.in(0.7) ? insured.family : some_family_name(home_.country, random_));
    person.born = birth_date(random_, insured.born.year - 6, insured.born.year + 6);
    if (person.female) person.married_name = person.family == insured.family ? some_family_name(home_.country, random_) : insured.family;
    partner_ = true;
    home_.people.push_back(std::move(person));
  }
  void add_child() {
    const Somebody& insured = home_.people.front();
    Somebody person = newcomer(random_.in(0.5), random_.in(0.92) ? insured.family : some_family_name(home_.country, random_));
    person.dependant = true;
    const Somebody& before = home_.people.back();
    if (before.dependant && random_.in(0.03)) {  // twins
      person.born = before.born;
      person.family = before.family;
    } else {
      person.born = birth_date(random_, std::max(insured.born.year + 20, 1975), std::min(std::max(insured.born.year + 42, 1976), 2025));
    }
    while (std::any_of(home_.people.begin(), home_.people.end(), [&](const Somebody& other) { return other.given == person.given; }))
      person.given = some_given_name(home_.country, person.female, random_);
    if (!person.female && !insured.female && !before.dependant && random_.in(0.03)) person.given = insured.given;  // father and son
    home_.people.push_back(std::move(person));
  }

  void give_contacts(Somebody& person) {
    const Somebody& insured = home_.people.front();
    const bool first = &person == &insured;
    if (home_phone_.empty()) home_phone_ = mobile(home_.country, random_), home_iban_ = iban_number(home_.country, home_.index * 4);
    if (first || (!person.dependant && random_.in(0.75)))
      person.email = mailbox(person, random_);
    else if (!person.dependant || random_.in(0.5))
      person.email = insured.email;
    person.phone = first || random_.in(0.45) ? home_phone_ : person.born.year > 2012 ? home_phone_ : mobile(home_.country, random_);
    person.iban = first || person.dependant || random_.in(0.7) ? home_iban_ : iban_number(home_.country, home_.index * 4 + 1);
  }

  // In France a dependant stands under the insured's number; in Germany and the Netherlands everybody has their own.
  void give_numbers() {
    for (Somebody& person : home_.people) person.own_number = number_for(person);
    const bool either_parent = partner_ && random_.in(0.3);
    const bool partner_dependent = random_.in(0.25);
    for (std::size_t i = 1; i < home_.people.size(); ++i) {
      Somebody& person = home_.people[i];
      person.partner_number = home_.people.front().own_number;
      if (home_.country != Country::fr) continue;
      if (person.dependant) {
        person.under_number = home_.people.front().own_number;
        if (either_parent) person.other_parent = home_.people[1].own_number;
        if (person.born.year > 2009 || !random_.in(0.3)) person.own_number.clear();
      } else if (partner_dependent) {
        person.under_number = home_.people.front().own_number;
        person.dependant = true;
      }
    }
  }

  Random random_;
  Family home_;
  bool partner_ = false;
  std::string home_phone_, home_iban_;
};

}  // namespace

std::string nir_number(bool female, const Date& born, std::uint64_t serial) {
  const std::uint64_t place = serial % 1'000'000, round = serial / 1'000'000;
  std::uint64_t department = (round + serial) % 95 + 1;
  if (department == 20) department = 96;  // Corsica's letters are another scenario's
  std::string text(1, female ? '2' : '1');
  text += padded(static_cast<std::uint64_t>(born.year % 100), 2) + padded(static_cast<std::uint64_t>(born.month), 2) + padded(department, 2) +
          padded((place * 389'171 + 17) % 1'000'000, 6);
  return text + padded(static_cast<std::uint64_t>(97 - mod_97(text)), 2);
}

std::string kvnr_number(std::uint64_t serial) {
  std::string text(1, static_cast<char>('A' + serial / 100'000'000 % 26));
  text += padded((serial * 38'917'181 + 12'345) % 100'000'000, 8);
  const std::string digits = padded(static_cast<std::uint64_t>(text[0] - 'A' + 1), 2) + text.substr(1);
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int product = (digits[i] - '0') * (i % 2 == 0 ? 1 : 2);
    sum += product / 10 + product % 10;
  }
  return text + static_cast<char>('0' + sum % 10);
}

std::string bsn_number(std::uint64_t serial) {
  for (std::uint64_t n = serial * 2;; ++n) {  // one in eleven has no check digit; the next one has
    const std::string digits = padded((n * 38'917'181 + 12'345) % 90'000'000 + 10'000'000, 8);
    int sum = 0;
    for (int i = 0; i < 8; ++i) sum += (9 - i) * (digits[static_cast<std::size_t>(i)] - '0');
    if (sum % 11 != 10) return digits + static_cast<char>('0' + sum % 11);
  }
}

std::string iban_number(Country country, std::uint64_t account) {
  const std::string_view code = country == Country::fr ? "FR" : country == Country::de ? "DE" : "NL";
  std::string body;
  switch (country) {
    case Country::fr: {  // bank, branch, account, and the key of the French form
      const std::string number = padded(30'000 + account % 89, 5) + padded(account % 9'973, 5) + padded(account * 7 % 100'000'000'000, 11);
      body = number + padded(static_cast<std::uint64_t>(97 - mod_97(number + "00")), 2);
      break;
    }
    case Country::de: body = padded(10'000'000 + account % 8'999 * 10'000, 8) + padded(account * 7 % 10'000'000'000, 10); break;
    case Country::nl: body = "INGB" + padded(account * 7 % 10'000'000'000, 10); break;
  }
  const int check = 98 - mod_97(body + std::string(code) + "00");
  return std::string(code) + padded(static_cast<std::uint64_t>(check), 2) + body;
}

std::size_t family_size(std::uint64_t seed, std::uint64_t index) {
  const std::size_t dice = Random(seed ^ size_stream, index).below(100);
  return dice < 45 ? 1 : dice < 65 ? 2 : dice < 82 ? 3 : dice < 94 ? 4 : 5;
}

Family family(std::uint64_t seed, std::uint64_t index, std::size_t size_max) {
  return FamilyMaker(seed, index).make(std::min(family_size(seed, index), size_max));
}

std::string slip(Country country, const std::string& given, Random& random) {
  struct Short {
    std::string_view name, form;
  };
  constexpr Short fr[] = {{"Alexandre", "Alex"}, {"Catherine", "Cathy"}, {"Nicolas", "Nico"}, {"Christophe", "Chris"}, {"Philippe", "Phil"}, {"Thomas", "Tom"}};
  constexpr Short de[] = {{"Katharina", "Kathi"}, {"Michael", "Michi"}, {"Susanne", "Susi"}, {"Johannes", "Hans"}, {"Andreas", "Andi"}, {"Matthias", "Matze"}};
  constexpr Short nl[] = {{"Cornelis", "Kees"}, {"Hendrik", "Henk"}, {"Willem", "Wim"}, {"Pieter", "Piet"}, {"Johanna", "Hanneke"}, {"Johan", "Jan"}};
  for (const Short& one : country == Country::fr ? fr : country == Country::de ? de : nl)
    if (one.name == given) return std::string(one.form);
  const std::size_t hyphen = given.find('-');
  if (hyphen == std::string::npos) return given;
  return random.in(0.7) ? given.substr(0, hyphen) : given.substr(hyphen + 1);
}

}  // namespace tocsin::make_leak

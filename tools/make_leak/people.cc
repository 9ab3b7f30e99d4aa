#include "make_leak/people.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "identifiers/identifiers.h"

namespace tocsin::make_leak {
namespace {

std::string nir_of(const Person& person, std::uint64_t index) {
  const std::uint64_t place = index % 1'000'000, round = index / 1'000'000;
  const std::uint64_t department = (round + index) % 95 + 1, order = (place * 389'171 + 17) % 1'000'000;
  const std::string text = department == 20 ? (order % 2 == 0 ? "2A" : "2B") : fmt::format("{:02}", department);
  const auto nir = identifiers::normal_form(identifiers::Kind::fr_nir,
                                            fmt::format("{}{:02}{:02}{}{:06}", person.female ? 2 : 1, person.born.year % 100, person.born.month, text, order));
  check(nir.has_value());
  return *nir;
}

std::size_t size_of(Random& random) {
  const std::size_t dice = random.below(100);
  return dice < 45 ? 1 : dice < 65 ? 2 : dice < 82 ? 3 : dice < 94 ? 4 : 5;
}

Person child_of(const Person& parent, Random& random, int youngest_year) {
  Person child;
  child.family = random.in(0.9) ? parent.family : family_name(Country::fr, random);
  child.female = random.in(0.5);
  child.given = given_name(Country::fr, child.female, random);
  child.born = birth_date(random, std::max(parent.born.year + 20, youngest_year), std::min(parent.born.year + 45, 2025));
  child.dependant = true;
  return child;
}

}  // namespace

std::string slashed(const Date& date) { return fmt::format("{:02}/{:02}/{:04}", date.day, date.month, date.year); }
std::string dotted(const Date& date) { return fmt::format("{:02}.{:02}.{:04}", date.day, date.month, date.year); }
std::string dashed(const Date& date) { return fmt::format("{:02}-{:02}-{:04}", date.day, date.month, date.year); }

Date birth_date(Random& random, int from_year, int to_year) {
  Date date;
  date.year = random.between(std::min(from_year, to_year), std::max(from_year, to_year));
  date.month = random.between(1, 12);
  date.day = random.between(1, 28);
  return date;
}

Household household(std::uint64_t seed, std::uint64_t index, std::uint64_t first_id, std::size_t size_max) {
  Random random(seed, index);
  Household home;
  home.index = index;
  Person insured;
  insured.female = random.in(0.52);
  insured.family = family_name(Country::fr, random);
  insured.given = given_name(Country::fr, insured.female, random);
  const std::size_t size = std::min(size_of(random), size_max);
  insured.born = size == 1 ? birth_date(random, 1931, 2003) : birth_date(random, 1962, 1995);
  home.nir = nir_of(insured, index);
  home.people.push_back(insured);
  home.twins = size >= 3 && random.in(0.04);
  while (home.people.size() < size) {
    Person child = child_of(insured, random, 2001);
    if (home.twins && home.people.size() == size - 1) {  // the last two were born on one day
      child.born = home.people.back().born;
      child.family = home.people.back().family;
      while (child.given == home.people.back().given) child.given = given_name(Country::fr, child.female, random);
      child.rank = 2;
    }
    home.people.push_back(child);
  }
  for (std::size_t i = 0; i < home.people.size(); ++i) home.people[i].id = first_id + i;
  home.address = fmt::format("{} {}", random.between(1, 140), street(Country::fr, random));
  home.town = town(Country::fr, random);
  return home;
}

}  // namespace tocsin::make_leak

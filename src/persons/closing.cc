#include "persons/closing.h"

#include <algorithm>

namespace tocsin {
namespace {

// What the records of each leader know together.
std::vector<std::uint8_t> known_by_leader(UnionFind& same, const IdentityTable& table) {
  std::vector<std::uint8_t> known(table.rows.size());
  for (std::uint32_t i = 0; i < known.size(); ++i) known[same.find(i)] |= static_cast<std::uint8_t>(knows(table.rows[i]));
  return known;
}

}  // namespace

Closed close(UnionFind& same, const IdentityTable& table, std::span<const FoundPair> completing) {
  struct Link {
    std::uint32_t less, more;  // leaders
    bool operator==(const Link&) const = default;
    auto operator<=>(const Link&) const = default;
  };
  if (completing.empty()) return {};
  const std::vector<std::uint8_t> known = known_by_leader(same, table);
  std::vector<Link> links;
  links.reserve(completing.size());
  for (const FoundPair& pair : completing) {
    const bool a_knows_less = knows(table.rows[pair.a]) < knows(table.rows[pair.b]);
    const std::uint32_t less = a_knows_less ? pair.a : pair.b, more = a_knows_less ? pair.b : pair.a;
    const Link link{same.find(less), same.find(more)};
    // Who has found a peer of `more` already is placed; a second one would be somebody else.
    const int missing = knows(table.rows[more]) & ~known[link.less];
    if (link.less != link.more && missing != 0) links.push_back(link);
  }
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  Closed closed;
  std::vector<Link> joins;
  for (std::size_t begin = 0; begin < links.size();) {
    std::size_t end = begin;
    while (end < links.size() && links[end].less == links[begin].less) ++end;
    if (end - begin == 1)
      joins.push_back(links[begin]);
    else
      closed.ambiguous_of.push_back(links[begin].less);
    begin = end;
  }
  closed.ambiguous = closed.ambiguous_of.size();
  for (const Link& link : joins) same.join(link.less, link.more);
  return closed;
}

std::uint32_t number_persons(UnionFind& same, std::vector<std::uint32_t>& person_of) {
  std::uint32_t persons = 0;
  person_of.resize(same.size());
  for (std::uint32_t record = 0; record < person_of.size(); ++record) {  // a person's first record leads, and comes first
    const std::uint32_t first = same.find(record);
    person_of[record] = first == record ? persons++ : person_of[first];
  }
  return persons;
}

}  // namespace tocsin

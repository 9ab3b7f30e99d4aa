#include "make_leak/general.h"

#include <algorithm>
#include <thread>

#include "make_leak/general_rows.h"
#include "make_leak/scenarios.h"
#include "make_leak/truth.h"

namespace tocsin::make_leak {
namespace {

constexpr std::uint64_t rows_stream = 0x0C0FFEE, families_in_piece = 8'192;
constexpr double another_record = .22, same_row_twice = .015;

struct Made {
  std::array<GeneralPiece, 2> piece;
  std::uint64_t persons = 0, dependants = 0;
};

void write_person(const Somebody& person, const Family& home, Random& random, Made& made) {
  const int insurer = static_cast<int>(random.below(84));  // of the household's processor
  std::size_t file = random.below(2);
  bool first = true;
  do {
    const bool stays = first || random.in(0.4);
    if (!first && random.in(0.5)) file = 1 - file;
    const int controller = static_cast<int>(file) * 84 + (stays ? insurer : static_cast<int>(random.below(84)));
    GeneralPiece& piece = made.piece[file];
    const std::size_t start = piece.bytes.size();
    write_general_row(general_row(person, home, controller, first, random), file, random, piece.bytes);
    piece.persons.push_back(person.id);
    if (random.in(same_row_twice)) {
      piece.bytes.append(std::string(piece.bytes, start));
      piece.persons.push_back(person.id);
    }
    first = false;
  } while (random.in(another_record));
}

void write_family(const GeneralOrder& order, std::uint64_t index, std::size_t size_max, Made& made) {
  const Family home = family(order.seed, index, size_max);
  Random random(order.seed ^ rows_stream, index);
  for (const Somebody& person : home.people) {
    write_person(person, home, random, made);
    made.dependants += person.dependant ? 1 : 0;
  }
  made.persons += home.people.size();
}

// How many families it takes, and how large the last one may be.
struct Extent {
  std::uint64_t end = 0;
  std::size_t last_size = 0;
};
Extent extent_of(const GeneralOrder& order) {
  Extent extent{order.first_family, 0};
  for (std::uint64_t persons = 0; persons < order.persons; ++extent.end) {
    const std::size_t size = std::min<std::size_t>(family_size(order.seed, extent.end), order.persons - persons);
    persons += size;
    extent.last_size = size;
  }
  return extent;
}

}  // namespace

std::string general_header() {
  std::string header;
  for (const std::string_view column : general_columns) header += std::string(column) + (column == general_columns.back() ? '\n' : ';');
  return header;
}

GeneralCounts make_general(const GeneralOrder& order, const std::function<bool(std::size_t, const GeneralPiece&)>& take) {
  const Extent extent = extent_of(order);
  GeneralCounts counts{.families = extent.end - order.first_family};
  std::vector<Made> made(static_cast<std::size_t>(order.threads));
  for (std::uint64_t begin = order.first_family; begin < extent.end; begin += families_in_piece * made.size()) {
    const auto make = [&](std::size_t t) {
      const std::uint64_t from = begin + t * families_in_piece, to = std::min(from + families_in_piece, extent.end);
      made[t] = {};
      for (std::uint64_t index = from; index < to; ++index) write_family(order, index, index + 1 == extent.end ? extent.last_size : 5, made[t]);
    };
    {
      std::vector<std::jthread> others;
      for (std::size_t t = 1; t < made.size(); ++t) others.emplace_back([&make, t] { make(t); });
      make(0);
    }
    for (const Made& piece : made) {
      counts.persons += piece.persons;
      counts.dependants += piece.dependants;
      for (std::size_t file = 0; file < 2; ++file) {
        counts.rows[file] += piece.piece[file].persons.size();
        if (!take(file, piece.piece[file])) return counts;
      }
    }
  }
  return counts;
}

}  // namespace tocsin::make_leak

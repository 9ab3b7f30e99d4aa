#include "documents/letter_batch.h"

#include <fmt/format.h>

#include <array>

namespace tocsin {

std::string_view name_of(HeldBecause reason) {
  constexpr std::array<std::string_view, 9> names = {"address_missing",         "address_too_many_lines", "address_line_too_long",
                                                     "address_line_too_wide",   "postcode_wrong",         "country_unknown",
                                                     "character_not_printable", "word_too_wide",          "too_many_pages"};
  return names.at(static_cast<std::size_t>(reason));
}

std::string manifest_csv(const std::vector<ManifestRow>& rows) {
  std::string csv = "seq,notice,first_page,pages,sha256\n";
  for (const ManifestRow& row : rows) csv += fmt::format("{},{},{},{},{}\n", row.seq, row.letter_id, row.first_page, row.pages, hex(row.content));
  return csv;
}

std::string held_csv(const std::vector<HeldLetter>& letters) {
  std::string csv = "notice,reason\n";
  for (const HeldLetter& letter : letters) csv += fmt::format("{},{}\n", letter.letter_id, name_of(letter.reason));
  return csv;
}

}  // namespace tocsin

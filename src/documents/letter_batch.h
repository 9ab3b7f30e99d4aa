// A batch of letters for a print shop: what stands where in the file, and which letters were held back.
//
// Way:    page.h + ports/page_writer -> [here] -> outbox, print shop
// Holds:  the manifest names no person and no reason; every letter of the batch is either a row of the
//         manifest or held with its reason, never neither.
// See:    docs/formats/letter-batch.md

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace tocsin {

// Why a letter was not printed. A held letter goes to a person or to the next channel.
enum class HeldBecause {
  address_missing,          // no line, or too few to deliver to
  address_too_many_lines,   // more than the country's posts or the window allow
  address_line_too_long,    // counted in characters, by the country's rule
  address_line_too_wide,    // measured as set, by the window
  postcode_wrong,           // does not have the country's shape
  country_unknown,          // no rule how its post wants to read an address
  character_not_printable,  // a sign the typeface does not have, or a script we do not set
  word_too_wide,            // a word wider than its column
  too_many_pages,
};
std::string_view name_of(HeldBecause reason);

struct ManifestRow {
  std::uint64_t seq = 0;  // 1, 2, 3 ... of the batch
  std::string letter_id;
  std::uint32_t first_page = 0;  // 1-based, in letters.pdf
  std::uint32_t pages = 0;
  Digest content;  // content_digest of page.h
};
struct HeldLetter {
  std::string letter_id;
  HeldBecause reason{};
};

// seq,notice,first_page,pages,sha256
std::string manifest_csv(const std::vector<ManifestRow>& rows);
// notice,reason
std::string held_csv(const std::vector<HeldLetter>& letters);

}  // namespace tocsin

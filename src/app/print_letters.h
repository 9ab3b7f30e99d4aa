// Letters become what goes to the print shop: one PDF, a manifest, the list of those held back.
//
// Way:    notices -> documents/page.h -> [here] -> outbox, print shop
// Acts:   writes letters.pdf, manifest.csv, held.csv and SHA256SUMS into `folder`, which must not hold a
//         batch yet. Each file appears whole or not at all; SHA256SUMS comes last and closes the batch.
// Holds:  printed + held = letters given.
// See:    docs/formats/letter-batch.md

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "documents/letter_batch.h"
#include "ports/page_writer.h"

namespace tocsin {

struct LetterBatch {
  std::vector<ManifestRow> printed;
  std::vector<HeldLetter> held;
  std::uint64_t pages = 0;
  Digest pdf;  // SHA-256 of letters.pdf
};

// Gives the next letter or the reason why there is none to set; nothing at the end. Letters are made one
// by one, so that a batch of thousands does not stand in memory.
using NextLetter = std::function<std::optional<std::variant<Letter, HeldLetter>>()>;

Result<LetterBatch> print_letters(PageWriter& pages, const Stationery& stationery, const NextLetter& next, Instant made_at,
                                  const std::filesystem::path& folder);

}  // namespace tocsin

// gzip and Zstandard, as streams: packed bytes in pieces -> the bytes inside, in pieces.
//
// Holds:  a bomb is refused by what it unpacks to, in all and against its size. A stream that is cut off gives
//         what it gave; whoever reads it is told that more was to come.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "exposures/formats/stream_reader.h"

namespace tocsin {

// What all archives of one file have unpacked so far, members inside members too.
struct Unpacked {
  std::uint64_t bytes = 0;
  // May `part_bytes` come out of `packed_bytes`, so much more of them now? False: a bomb, or beyond the budget.
  bool allows(const ReadBudgets& budgets, std::uint64_t more, std::uint64_t part_bytes, std::uint64_t packed_bytes);
};

enum class Packing { gzip, zstd };

// `inner` gets what comes out.
std::unique_ptr<StreamReader> unpacker(Packing packing, std::unique_ptr<StreamReader> inner, const ReadBudgets& budgets, Unpacked& unpacked, ReadNotes& notes);

}  // namespace tocsin

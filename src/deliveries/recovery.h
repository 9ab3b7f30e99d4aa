// What a sender that died left behind: from the notices it had claimed and its dot journal to what became of each.
//
// Way:    queue (claimed), journal -> [here] -> queue
// Pure.
// Holds:  no mail is lost: without a dot it was not sent whole, and goes again. None is doubled by itself: past its
//         dot without an answer it is in doubt, and the relay's log, or time, decides. At most one per connection.
// See:    docs/formats/dot-journal.md

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

// One line of the journal. `dot`: the end of the message is about to be sent. `answer`: what the relay said to it.
struct DotRecord {
  enum class Kind : char { dot = 'D', answer = 'K' };
  Kind kind = Kind::dot;
  std::uint64_t number = 0;
  std::uint32_t attempt = 0;
  std::uint16_t code = 0;       // of an answer: the reply code; 0: the relay surely has not got it
  std::uint64_t owner = 0;
  bool operator==(const DotRecord&) const = default;
};
inline constexpr std::size_t dot_record_bytes = 32;
std::string bytes_of(const DotRecord& record);  // with a check sum
// Whole records with the right sum; a torn one at the end is nothing, a damaged one in the middle is skipped.
std::vector<DotRecord> dot_records_of(std::string_view bytes);

struct ClaimLeft {  // by the sender that died
  std::uint64_t number = 0, owner = 0;
  std::uint32_t attempt = 0;
};
enum class LeftAs { handed, deferred, rejected, in_doubt, not_sent };
struct Recovered {
  ClaimLeft claim;
  LeftAs as{};
  std::uint16_t code = 0;
};
// `machine_died`: power or kernel, not the process alone: the end of the journal may be missing, so what stands in no
// record is in doubt too.
std::vector<Recovered> recovered(std::span<const ClaimLeft> claims, std::span<const DotRecord> journal, bool machine_died);

}  // namespace tocsin

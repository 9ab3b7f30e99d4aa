#include "deliveries/recovery.h"

#include <map>
#include <tuple>

#include "base/bytes.h"
#include "base/digest.h"

namespace tocsin {
namespace {

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

constexpr std::size_t sum_at = dot_record_bytes - 8;

std::string sum_of(std::string_view record) { return std::string(view_of(sha256(record.substr(0, sum_at))).substr(0, 8)); }

}  // namespace

std::string bytes_of(const DotRecord& record) {
  std::string bytes(1, static_cast<char>(record.kind));
  bytes += '\0';
  bytes += static_cast<char>(record.code >> 8);
  bytes += static_cast<char>(record.code & 0xff);
  append_u32_be(bytes, record.attempt);
  append_u64_be(bytes, record.number);
  append_u64_be(bytes, record.owner);
  return bytes + sum_of(bytes + std::string(8, '\0'));
}

std::vector<DotRecord> dot_records_of(std::string_view bytes) {
  std::vector<DotRecord> records;
  for (std::size_t at = 0; at + dot_record_bytes <= bytes.size(); at += dot_record_bytes) {
    const std::string_view one = bytes.substr(at, dot_record_bytes);
    if ((one[0] != 'D' && one[0] != 'K') || sum_of(one) != one.substr(sum_at)) continue;
    records.push_back({static_cast<DotRecord::Kind>(one[0]), number_at(one, 8, 8), static_cast<std::uint32_t>(number_at(one, 4, 4)),
                       static_cast<std::uint16_t>(number_at(one, 2, 2)), number_at(one, 16, 8)});
  }
  return records;
}

std::vector<Recovered> recovered(std::span<const ClaimLeft> claims, std::span<const DotRecord> journal, bool machine_died) {
  using Key = std::tuple<std::uint64_t, std::uint64_t, std::uint32_t>;
  std::map<Key, const DotRecord*> last;  // an answer after its dot
  for (const DotRecord& record : journal) last[{record.owner, record.number, record.attempt}] = &record;
  std::vector<Recovered> all;
  for (const ClaimLeft& claim : claims) {
    const auto found = last.find({claim.owner, claim.number, claim.attempt});
    Recovered one{claim, machine_died ? LeftAs::in_doubt : LeftAs::not_sent, 0};
    if (found != last.end() && found->second->kind == DotRecord::Kind::dot) one.as = LeftAs::in_doubt;
    if (found != last.end() && found->second->kind == DotRecord::Kind::answer) {
      one.code = found->second->code;
      one.as = one.code / 100 == 2 ? LeftAs::handed : one.code / 100 == 5 ? LeftAs::rejected : one.code / 100 == 4 ? LeftAs::deferred : LeftAs::not_sent;
    }
    all.push_back(one);
  }
  return all;
}

}  // namespace tocsin

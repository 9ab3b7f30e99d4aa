#include "sealed/container.h"

#include <openssl/crypto.h>

#include <algorithm>

#include "base/bytes.h"
#include "base/check.h"

namespace tocsin {
namespace {

constexpr std::string_view magic = "TOCSEAL1";
constexpr std::size_t id_bytes = 16, wrapped_key_bytes = 24 + 32 + 16, name_max = 32;
constexpr std::uint8_t flag_last_part = 1;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= name_max && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

// Everything before the wrapped key.
std::string bytes_of(const SealedPlace& place) {
  std::string bytes(magic);
  append_u32_be(bytes, chunk_bytes);
  bytes += place.incident.bytes() + place.result.bytes();
  append_u32_be(bytes, place.part);
  bytes += static_cast<char>(place.last_part ? flag_last_part : 0);
  bytes += static_cast<char>(place.name.size());
  return bytes + place.name;
}

std::string context_of(const SealedPlace& place) { return "tocsin/sealed-file/v1/" + bytes_of(place); }

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::string_view take(std::size_t count) {
    ok_ = ok_ && rest_.size() >= count;
    if (!ok_) return {};
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::uint32_t number(std::size_t bytes) {
    std::uint32_t value = 0;
    for (const char c : take(bytes)) value = value << 8 | static_cast<std::uint8_t>(c);
    return value;
  }
  bool ok() const { return ok_; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

SealedHeader SealedHeader::make(const SealedPlace& place, const SealKey& bulk_key, Random& random) {
  check(is_name(place.name) && place.part > 0);
  SealedHeader header;
  header.place_ = place;
  const SealKey key = new_seal_key(random);
  header.wrapped_key_ = seal(bulk_key, context_of(place), tocsin::bytes_of(key), random);
  check(header.wrapped_key_.size() == wrapped_key_bytes);
  header.bytes_ = bytes_of(place) + header.wrapped_key_;
  return header;
}

Result<SealedHeader> SealedHeader::read(std::string_view beginning) {
  const auto corrupt = [] { return failure(ErrorKind::corrupt, "this is no sealed file, or its beginning is damaged", {}, "restore it from a back-up"); };
  Reader reader(beginning);
  SealedHeader header;
  const bool known = reader.take(magic.size()) == magic && reader.number(4) == chunk_bytes;
  const std::string_view incident = reader.take(id_bytes), result = reader.take(id_bytes);
  header.place_.part = reader.number(4);
  const std::uint32_t flags = reader.number(1);
  header.place_.name = reader.take(reader.number(1));
  header.wrapped_key_ = reader.take(wrapped_key_bytes);
  if (!known || !reader.ok() || flags > flag_last_part || !is_name(header.place_.name) || header.place_.part == 0) return corrupt();
  header.place_.last_part = flags == flag_last_part;
  header.place_.incident = IncidentId::of_bytes(incident);
  header.place_.result = ResultId::of_bytes(result);
  header.bytes_ = bytes_of(header.place_) + header.wrapped_key_;
  return header;
}

Result<ChunkCipher> SealedHeader::cipher(const SealKey& bulk_key) const {
  TRY(bytes, unseal(bulk_key, context_of(place_), wrapped_key_));
  TRY(key, seal_key_of(bytes));
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return ChunkCipher(key, bytes_);
}

Result<SealedLayout> SealedHeader::layout(std::uint64_t file_bytes) const {
  constexpr std::uint64_t whole = chunk_bytes + chunk_tag_bytes;
  const std::uint64_t body = file_bytes < bytes_.size() ? 0 : file_bytes - bytes_.size();
  const std::uint64_t chunks = (body + whole - 1) / whole;
  if (chunks == 0 || body - (chunks - 1) * whole < chunk_tag_bytes)
    return failure(ErrorKind::corrupt, "the sealed file was cut short", {}, "restore it from a back-up, or run `tocsin scope` again");
  return SealedLayout{bytes_.size(), chunks, body - chunks * chunk_tag_bytes};
}

ChunkSealer::~ChunkSealer() { OPENSSL_cleanse(waiting_.data(), waiting_.size()); }

void ChunkSealer::seal_one(bool last, std::string& out) {
  const std::size_t begin = out.size();
  out.resize(begin + waiting_.size() + chunk_tag_bytes);
  cipher_.seal(number_++, last, {reinterpret_cast<const std::uint8_t*>(waiting_.data()), waiting_.size()},
               {reinterpret_cast<std::uint8_t*>(out.data()) + begin, waiting_.size() + chunk_tag_bytes});
  waiting_.clear();
}

void ChunkSealer::add(std::span<const std::uint8_t> plain, std::string& out) {
  waiting_.reserve(chunk_bytes);
  while (!plain.empty()) {
    if (waiting_.size() == chunk_bytes) seal_one(false, out);  // only now is it known that this is not the last
    const std::size_t some = std::min(plain.size(), chunk_bytes - waiting_.size());
    waiting_.append(reinterpret_cast<const char*>(plain.data()), some);
    plain = plain.subspan(some);
  }
}

void ChunkSealer::finish(std::string& out) { seal_one(true, out); }

std::string sealed_file_name(std::string_view table, std::uint32_t part) {
  std::string number = std::to_string(part);
  if (number.size() < 4) number.insert(0, 4 - number.size(), '0');
  return std::string(table) + "-" + number + ".sealed";
}

}  // namespace tocsin

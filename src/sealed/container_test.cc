#include "sealed/container.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tocsin {
namespace {

SealKey key_of(char byte) { return *seal_key_of(std::string(32, byte)); }

const SealedPlace records{IncidentId::of_bytes(std::string(16, 'i')), ResultId::of_bytes(std::string(16, 'r')), "records", 1, true};

std::string some_bytes(std::size_t count) {
  SeededRandom random(7);
  return random.bytes(count);
}

std::string sealed(std::string_view plain, const SealedPlace& place = records, std::size_t at_once = 300'000) {
  SeededRandom random(42);
  const SealedHeader header = SealedHeader::make(place, key_of('k'), random);
  std::string out = header.bytes();
  ChunkSealer sealer(*header.cipher(key_of('k')));
  for (std::size_t begin = 0; begin < plain.size(); begin += at_once) {
    const std::string_view piece = plain.substr(begin, at_once);
    sealer.add({reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size()}, out);
  }
  sealer.finish(out);
  return out;
}

// As a reader does it: header, place, key, every chunk.
Result<std::string> opened(std::string_view file, char key = 'k', const SealedPlace& expected = records) {
  TRY(header, SealedHeader::read(file.substr(0, sealed_header_max)));
  if (header.place() != expected) return failure(ErrorKind::corrupt, "another place");
  TRY(cipher, header.cipher(key_of(key)));
  TRY(layout, header.layout(file.size()));
  std::string plain(layout.plain_bytes, '\0');
  for (std::uint64_t chunk = 0; chunk < layout.chunks; ++chunk) {
    const std::size_t size = layout.plain_size_of(chunk);
    const std::string_view bytes = file.substr(layout.offset_of(chunk), size + chunk_tag_bytes);
    if (!cipher.unseal(chunk, layout.is_last(chunk), {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                       {reinterpret_cast<std::uint8_t*>(plain.data()) + chunk * chunk_bytes, size}))
      return failure(ErrorKind::corrupt, "a chunk does not open");
  }
  return plain;
}

class EverySize : public testing::TestWithParam<std::size_t> {};

TEST_P(EverySize, ComesBack) {
  const std::string plain = some_bytes(GetParam());
  for (const std::size_t at_once : {std::size_t{4'096}, chunk_bytes, std::size_t{3'000'001}}) {
    const std::string file = sealed(plain, records, at_once);
    EXPECT_EQ(opened(file).value(), plain);
    EXPECT_EQ(file.size(),
              122 + records.name.size() + plain.size() + chunk_tag_bytes * std::max<std::size_t>(1, (plain.size() + chunk_bytes - 1) / chunk_bytes));
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, EverySize, testing::Values(0, 1, 4'095, chunk_bytes - 1, chunk_bytes, chunk_bytes + 1, 3 * chunk_bytes, 3 * chunk_bytes + 17));

TEST(Sealed, NothingOfThePlainTextShows) {
  const std::string plain = std::string(2'000'000, 'A') + "Kanarienvogel";
  const std::string file = sealed(plain);
  EXPECT_EQ(file.find("Kanarienvogel"), std::string::npos);
  EXPECT_EQ(file.find("AAAA"), std::string::npos);
}

TEST(Sealed, TwoFilesOfOneContentShareNothing) {
  SeededRandom random(1);
  const auto a = SealedHeader::make(records, key_of('k'), random), b = SealedHeader::make(records, key_of('k'), random);
  EXPECT_NE(a.bytes(), b.bytes());
  std::string first, second;
  ChunkSealer one(*a.cipher(key_of('k'))), two(*b.cipher(key_of('k')));
  one.finish(first);
  two.finish(second);
  EXPECT_NE(first, second);
}

TEST(Sealed, EveryChangedByteIsSeen) {
  const std::string file = sealed(some_bytes(chunk_bytes + 5'000));
  const std::size_t header = 122 + records.name.size();
  std::vector<std::size_t> places = {
      header, header + 1, header + chunk_bytes, header + chunk_bytes + chunk_tag_bytes, file.size() - 1, file.size() - chunk_tag_bytes};
  for (std::size_t i = 0; i < header; ++i) places.push_back(i);
  for (const std::size_t place : places) {
    std::string changed = file;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    EXPECT_FALSE(opened(changed)) << "byte " << place;
  }
}

TEST(Sealed, AFileCutShortIsSeenAtEveryChunk) {
  const std::string file = sealed(some_bytes(3 * chunk_bytes));
  const std::size_t header = 122 + records.name.size(), whole = chunk_bytes + chunk_tag_bytes;
  for (const std::size_t size : {std::size_t{0}, header - 1, header, header + 15, header + 16, header + whole, header + 2 * whole, file.size() - 1})
    EXPECT_FALSE(opened(file.substr(0, size))) << size;
  EXPECT_FALSE(opened(file + "x"));
  EXPECT_FALSE(opened(file + file.substr(header, whole)));
}

TEST(Sealed, ChunksKeepTheirPlace) {
  const std::string file = sealed(some_bytes(3 * chunk_bytes));
  const std::size_t header = 122 + records.name.size(), whole = chunk_bytes + chunk_tag_bytes;
  const std::string first = file.substr(header, whole), second = file.substr(header + whole, whole), third = file.substr(header + 2 * whole);
  EXPECT_TRUE(opened(file.substr(0, header) + first + second + third));
  EXPECT_FALSE(opened(file.substr(0, header) + second + first + third));
  EXPECT_FALSE(opened(file.substr(0, header) + first + third + second));
  EXPECT_FALSE(opened(file.substr(0, header) + first + first + third));
  EXPECT_FALSE(opened(file.substr(0, header) + first + third));
}

TEST(Sealed, AnotherKeyDoesNotOpenIt) {
  const auto wrong = opened(sealed("secret"), 'x');
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, ErrorKind::corrupt);
}

struct Moved {
  const char* story;
  SealedPlace place;
};
class AnotherPlace : public testing::TestWithParam<Moved> {};

// Whoever writes to the disk renames a file, or rewrites what its header says of it.
TEST_P(AnotherPlace, DoesNotOpen) {
  const std::string file = sealed("secret");
  EXPECT_FALSE(opened(file, 'k', GetParam().place));
  SeededRandom random(3);
  const std::string claims = SealedHeader::make(GetParam().place, key_of('k'), random).bytes();
  const std::string wrapped = file.substr(122 + records.name.size() - 72, 72);
  const std::string forged = claims.substr(0, claims.size() - 72) + wrapped + file.substr(122 + records.name.size());
  EXPECT_FALSE(opened(forged, 'k', GetParam().place));
  EXPECT_FALSE(opened(claims + file.substr(122 + records.name.size()), 'k', GetParam().place)) << "under a header of its own";
}

INSTANTIATE_TEST_SUITE_P(Places, AnotherPlace,
                         testing::Values(Moved{"another table", {records.incident, records.result, "persons", 1, true}},
                                         Moved{"another part", {records.incident, records.result, "records", 2, true}},
                                         Moved{"not the last part", {records.incident, records.result, "records", 1, false}},
                                         Moved{"another run", {records.incident, ResultId::of_bytes(std::string(16, 's')), "records", 1, true}},
                                         Moved{"another incident", {IncidentId::of_bytes(std::string(16, 'j')), records.result, "records", 1, true}}),
                         [](const auto& info) {
                           std::string name = info.param.story;
                           std::ranges::replace(name, ' ', '_');
                           return name;
                         });

TEST(Sealed, WhatIsNoHeaderIsSaid) {
  for (const std::string& bytes : {std::string(), std::string("PAR1"), std::string(200, '\0'), std::string(200, '\xff'), sealed("x").substr(0, 100)}) {
    const auto header = SealedHeader::read(bytes);
    ASSERT_FALSE(header);
    EXPECT_EQ(header.error().kind, ErrorKind::corrupt);
    EXPECT_FALSE(header.error().remedy.empty());
  }
}

TEST(Sealed, FilesAreNamedInOrder) {
  EXPECT_EQ(sealed_file_name("records", 1), "records-0001.sealed");
  EXPECT_EQ(sealed_file_name("reach", 12'345), "reach-12345.sealed");
}

}  // namespace
}  // namespace tocsin

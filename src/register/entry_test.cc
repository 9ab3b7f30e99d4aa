#include "register/entry.h"

#include <gtest/gtest.h>

#include "register/commitment.h"
#include "register/entry_type.h"
#include "register/test_register.h"
#include "register/tree.h"

namespace tocsin {
namespace {

Digest filled(std::uint8_t fill) {
  Digest out{};
  out.fill(fill);
  return out;
}

// The entry of docs/formats/register.md.
RegisterEntry known_entry() {
  RegisterEntry entry;
  entry.origin = "register.example.eu/art33";
  entry.incident = IncidentId::of("000102030405060708090a0b0c0d0e0f").value();
  entry.seq = 7;
  entry.type = "assessment.updated";
  entry.recorded = at("2026-11-22T10:15:30.123456Z");
  entry.nonce = filled(3);
  entry.fields = {{"persons_affected", field_commitment(filled(1), {entry.incident, 7, "persons_affected"}, "260000")},
                  {"reporter_name", field_commitment(filled(2), {entry.incident, 7, "reporter_name"}, "A. Example")}};
  return entry;
}

TEST(Entry, KnownAnswer) {
  const std::string bytes = bytes_of(known_entry()).value();
  EXPECT_EQ(bytes.size(), 431u);
  EXPECT_EQ(hex(leaf_hash(bytes)), "298e2526410508dd3e5e5fc609e57bf0fab86db7cd6077976a2e1c71c6e9013e");
  EXPECT_EQ(entry_of(bytes).value(), known_entry());
}

TEST(Entry, ReadsBackWhatTheSequencerWrites) {
  for (const SequencedEntry& entry : TestRegister::of_size(40, 1).entries) EXPECT_EQ(entry_of(entry.bytes).value(), entry.entry);
}

struct Bad {
  const char* story;
  const char* from;
  const char* to;
};
const Bad bad_entries[] = {
    {"another version", "tocsin-entry/v1", "tocsin-entry/v2"},
    {"origin with a space", "example.eu/art33", "example.eu /art33"},
    {"origin with a plus, which would end a key name", "example.eu/art33", "example.eu+art33"},
    {"upper-case incident", "0a0b0c0d0e0f", "0A0B0C0D0E0F"},
    {"short incident", "incident 0001", "incident 01"},
    {"leading zero", "seq 7", "seq 07"},
    {"sign", "seq 7", "seq +7"},
    {"more than 19 digits", "seq 7", "seq 10000000000000000000"},
    {"free text as type", "assessment.updated", "Assessment updated"},
    {"type ends with a dot", "assessment.updated", "assessment."},
    {"another offset for the same instant", "10:15:30.123456Z", "11:15:30.123456+01:00"},
    {"no microseconds", "30.123456Z", "30Z"},
    {"more than microseconds", ".123456Z", ".1234567Z"},
    {"a day that does not exist", "2026-11-22", "2026-02-30"},
    {"prev missing", "prev AAAA", "Prev AAAA"},
    {"short hash", "prev AAAA", "prev "},
    {"stray bits in base64", "AAAA=\nnonce", "AAAB=\nnonce"},
    {"windows line end", "seq 7\n", "seq 7\r\n"},
    {"field twice", "reporter_name", "persons_affected"},
    {"fields not sorted", "reporter_name", "a"},
    {"field without name", "field reporter_name ", "field "},
    {"claimed after actor", "nonce ", "claimed aware=2026-11-22T10:15:30.123456Z\nnonce "},
    {"claimed with an offset", "actor ", "claimed aware=2026-11-22T10:15:30.123456+00:00\nactor "},
    {"claimed not sorted", "actor ", "claimed b=2026-11-22T10:15:30.123456Z\nclaimed a=2026-11-22T10:15:30.123456Z\nactor "},
    {"no line end at the end", "Q1YI=\n", "Q1YI="},
    {"something after the end", "Yq1YI=\n", "Yq1YI=\n\n"},
};

TEST(Entry, OneByteFormOnly) {
  const std::string good = bytes_of(known_entry()).value();
  for (const Bad& bad : bad_entries) {
    SCOPED_TRACE(bad.story);
    std::string bytes = good;
    const auto at = bytes.find(bad.from);
    if (std::string_view(bad.from) == "Q1YI=\n") {
      bytes.pop_back();
    } else {
      ASSERT_NE(at, std::string::npos);
      bytes.replace(at, std::string_view(bad.from).size(), bad.to);
    }
    EXPECT_FALSE(entry_of(bytes).has_value());
  }
  EXPECT_FALSE(entry_of("").has_value());
}

TEST(Entry, WhatCannotBeReadIsNotWritten) {
  RegisterEntry entry = known_entry();
  entry.type = "assessment updated";
  EXPECT_FALSE(bytes_of(entry).has_value());
  entry = known_entry();
  std::swap(entry.fields[0], entry.fields[1]);
  EXPECT_FALSE(bytes_of(entry).has_value());
  entry = known_entry();
  entry.fields[0].name = "a\nfield b";
  EXPECT_FALSE(bytes_of(entry).has_value());
  entry = known_entry();
  entry.fields.clear();
  for (int i = 0; i < 1200; ++i) entry.fields.push_back({"f" + std::to_string(10'000 + i), Digest{}});
  EXPECT_FALSE(bytes_of(entry).has_value()) << "over 65,535 bytes";
}

TEST(EntryType, TheListIsClosed) {
  const EntryTypes types({"became_aware"});
  EXPECT_TRUE(types.contains("fact.became_aware"));
  EXPECT_TRUE(types.contains("log.opened"));
  EXPECT_FALSE(types.contains("fact.something_else"));
  EXPECT_FALSE(types.contains("became_aware"));
}

}  // namespace
}  // namespace tocsin

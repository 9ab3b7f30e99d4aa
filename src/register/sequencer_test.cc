#include "register/sequencer.h"

#include <gtest/gtest.h>

#include "register/test_register.h"

namespace tocsin {
namespace {

using namespace std::chrono_literals;

const EntryTypes types({"became_aware"});
const RegisterState empty{std::string(test_origin), {}, {}, {}};

EntryDraft fact(int incident, std::vector<DraftField> fields = {}) {
  EntryDraft draft;
  draft.type = "fact.became_aware";
  draft.incident = test_incident(incident);
  draft.fields = std::move(fields);
  return draft;
}

TEST(Sequencer, EntriesChainWithinTheirIncident) {
  const EntryDraft drafts[] = {log_opened(false, {}), fact(0), fact(1), fact(0)};
  const Sequenced out = sequence(empty, drafts, at("2026-11-22T10:00:00Z"), types, seeded(1)).value();
  ASSERT_EQ(out.entries.size(), 4u);
  EXPECT_EQ(out.entries[3].index, 3u);
  EXPECT_EQ(out.entries[3].entry.seq, 1u);
  EXPECT_EQ(out.entries[3].entry.prev, out.entries[1].leaf);
  EXPECT_EQ(out.entries[2].entry.prev, Digest{});
  EXPECT_EQ(out.state.edge.root(), root_of(Hashes{out.entries[0].leaf, out.entries[1].leaf, out.entries[2].leaf, out.entries[3].leaf}));
  EXPECT_EQ(out.state.heads.at(test_incident(0)).count, 2u);
}

TEST(Sequencer, RecordedNeverGoesBack) {
  const EntryDraft opened = log_opened(false, {});
  const Sequenced first = sequence(empty, {&opened, 1}, at("2026-11-22T10:00:00Z"), types, seeded(1)).value();
  const EntryDraft next = fact(0);
  const Sequenced second = sequence(first.state, {&next, 1}, at("2026-11-19T10:00:00Z"), types, seeded(2)).value();
  EXPECT_EQ(second.entries[0].entry.recorded, at("2026-11-22T10:00:00Z"));
  const Sequenced third = sequence(second.state, {&next, 1}, at("2026-11-22T10:00:01Z"), types, seeded(3)).value();
  EXPECT_EQ(third.entries[0].entry.recorded, at("2026-11-22T10:00:01Z"));
}

TEST(Sequencer, OpeningsOpenTheCommitments) {
  const EntryDraft drafts[] = {log_opened(false, {}), fact(0, {{"persons", "260000"}, {"basis", "first extract"}})};
  const Sequenced out = sequence(empty, drafts, at("2026-11-22T10:00:00Z"), types, seeded(1)).value();
  const SequencedEntry& entry = out.entries[1];
  ASSERT_EQ(entry.openings.size(), 2u);
  EXPECT_EQ(entry.openings[0].name, "basis");
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_EQ(entry.entry.fields[i].commitment,
              field_commitment(entry.openings[i].salt, {entry.entry.incident, 0, entry.openings[i].name}, entry.openings[i].value));
  EXPECT_NE(entry.openings[0].salt, entry.openings[1].salt);
}

TEST(Sequencer, SameInputSameBytes) {
  EXPECT_EQ(TestRegister::of_size(20, 5).note(), TestRegister::of_size(20, 5).note());
  EXPECT_NE(TestRegister::of_size(20, 5).note(), TestRegister::of_size(20, 6).note());
}

TEST(Sequencer, RefusesWhatDoesNotBelongThere) {
  const auto refused = [](const RegisterState& state, const EntryDraft& draft) {
    return !sequence(state, {&draft, 1}, at("2026-11-22T10:00:00Z"), types, seeded(1));
  };
  EntryDraft opened = log_opened(true, {});
  const RegisterState open = sequence(empty, {&opened, 1}, at("2026-11-22T10:00:00Z"), types, seeded(1)).value().state;
  EXPECT_TRUE(refused(empty, fact(0))) << "the log is not opened";
  EXPECT_TRUE(refused(open, opened)) << "opened twice";
  EntryDraft unknown = fact(0);
  unknown.type = "fact.made_up";
  EXPECT_TRUE(refused(open, unknown));
  EXPECT_TRUE(refused(open, fact(0, {{"persons", "1"}, {"persons", "2"}}))) << "a name twice";
  EXPECT_TRUE(refused(open, fact(0, {{"Persons affected", "1"}}))) << "free text as a name";
  opened.incident = test_incident(0);
  EXPECT_TRUE(refused(empty, opened)) << "the log is no incident";
}

// The state handed in may hold only what the drafts need.
TEST(Sequencer, APartOfTheStateIsEnough) {
  TestRegister log = TestRegister::of_size(20, 1);
  RegisterState part = log.state;
  std::erase_if(part.heads, [](const auto& head) { return head.first != test_incident(0); });
  const EntryDraft draft = fact(0);
  const auto whole = sequence(log.state, {&draft, 1}, log.now, types, seeded(9)).value();
  EXPECT_EQ(sequence(part, {&draft, 1}, log.now, types, seeded(9)).value().entries[0].bytes, whole.entries[0].bytes);
}

TEST(Sequencer, HeadsSpeakOfTheStateBefore) {
  TestRegister log = TestRegister::of_size(20, 1);
  const auto counted = log.state.heads.size();
  log.append(heads_draft(log.state, {}));
  EXPECT_EQ(log.entries.back().openings[0].value, std::to_string(counted));
  EXPECT_TRUE(log.entries.back().entry.incident.is_none());
}

}  // namespace
}  // namespace tocsin

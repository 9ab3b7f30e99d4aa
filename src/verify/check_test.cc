#include "verify/check.h"

#include <gtest/gtest.h>

#include <functional>

#include "register/test_register.h"
#include "register/verify.h"
#include "verify/altered_folder.h"
#include "verify/answer.h"

namespace tocsin::verify {
namespace {

const Vkey key = vkey_of(tocsin::vkey_of(test_key())).value();

Report report_on(DossierFiles files, const std::optional<std::string>& kept = {}) { return check(*folder_of(std::move(files)), key, kept).value(); }
bool holds(DossierFiles files, const std::optional<std::string>& kept = {}) { return report_on(std::move(files), kept).verdict != Verdict::invalid; }

std::string why(const Report& report) { return report.first_fault ? report.first_fault->file + ": " + report.first_fault->what : "valid"; }

TEST(Check, AWholeRegister) {
  const TestRegister log = TestRegister::of_size(60, 11);
  const Report report = report_on(log.whole_dossier(), TestRegister::of_size(45, 11).note());
  EXPECT_EQ(report.verdict, Verdict::valid) << why(report);
  EXPECT_TRUE(report.whole_register);
  EXPECT_EQ(report.entries, 60u);
  EXPECT_EQ(report.root, base64(log.state.edge.root()));
  EXPECT_EQ(report.checkpoint, log.note());
  EXPECT_EQ(report.released, 59u * 2);
  EXPECT_EQ(report.unchecked_files, std::vector<std::string>{"README.txt"});
}

TEST(Check, OneIncident) {
  for (const bool with_leaves : {false, true}) {
    TestRegister log = TestRegister::of_size(60, 11);
    const Report report = report_on(log.incident_dossier(0, {45}, with_leaves), TestRegister::of_size(45, 11).note());
    EXPECT_EQ(report.verdict, Verdict::valid) << why(report);
    EXPECT_FALSE(report.whole_register);
    EXPECT_EQ(report.incident, test_incident(0).text());
    EXPECT_EQ(report.register_size, 61u);
    ASSERT_FALSE(report.gaps.empty());
    EXPECT_EQ(report.gaps[0].name, "aware");
    EXPECT_NEAR(static_cast<double>(report.gaps[0].micros) / 3.6e9, 3.0, 0.01);
  }
}

TEST(Check, SimulatedRegistersSaySo) {
  TestRegister log(3, true);
  log.append_fact(0);
  EXPECT_TRUE(report_on(log.whole_dossier()).simulated);
  const Report report = report_on(log.incident_dossier(0));
  EXPECT_TRUE(report.simulated) << why(report);
  EXPECT_NE(text_of(report).find("SIMULATED"), std::string::npos);
}

TEST(Check, FieldsWithoutOpeningAreWithheldNotWrong) {
  TestRegister log = TestRegister::of_size(20, 1);
  log.entries[5].openings.pop_back();
  const Report report = report_on(log.whole_dossier());
  EXPECT_EQ(report.verdict, Verdict::valid_with_withheld_fields) << why(report);
  ASSERT_EQ(report.withheld.size(), 1u);
  EXPECT_EQ(report.withheld[0].entry, 5u);
  EXPECT_EQ(report.withheld[0].field, "persons_affected");
  EXPECT_TRUE(text_of(report).find("VALID WITH WITHHELD FIELDS") != std::string::npos);
}

TEST(Check, AnErasedValueLeavesEveryProofIntact) {
  TestRegister log = TestRegister::of_size(20, 1);
  const RegisterEntry& entry = log.entries[5].entry;
  log.entries[5].openings.pop_back();  // value and salt are gone
  log.append(erasure_draft(entry.incident, {}, entry.seq, "persons_affected"));
  const Report report = report_on(log.whole_dossier(), TestRegister::of_size(15, 1).note());
  EXPECT_EQ(report.verdict, Verdict::valid_with_withheld_fields) << why(report);
  ASSERT_EQ(report.withheld.size(), 1u);
  EXPECT_TRUE(report.withheld[0].erased);
}

TEST(Check, AttachmentsAreComparedByContent) {
  TestRegister log(4);
  EntryDraft draft;
  draft.type = "filing.sent";
  draft.incident = test_incident(0);
  draft.fields = {{"receipt", "\xff\xfe"}, {"report", std::string(5000, 'x')}};
  log.append(draft);
  DossierFiles files = log.whole_dossier();
  EXPECT_TRUE(holds(files));
  files["attachments/001-report"][4999] = 'y';
  EXPECT_FALSE(holds(files));
  files.erase("attachments/001-report");
  EXPECT_FALSE(holds(files));
}

// All 60 entries: check_slow_test.cc.
TEST(Check, EveryFlippedByteOfSomeEntriesIsFoundAndItsEntryNamed) {
  TestRegister log = TestRegister::of_size(60, 11);
  for (SequencedEntry& entry : log.entries) entry.openings.clear();
  const DossierFiles files = log.whole_dossier();
  const std::optional<std::string> kept = TestRegister::of_size(45, 11).note();
  Altered folder(files);
  for (const std::size_t i : {0, 1, 33, 59}) {
    const std::string name = "entries/" + dossier_number(i, 60) + ".txt";
    for (std::size_t at = 0; at < files.at(name).size(); ++at) {
      std::string bytes = files.at(name);
      bytes[at] = static_cast<char>(bytes[at] ^ 1);
      folder.replace(name, bytes);
      const Report report = check(folder, key, kept).value();
      ASSERT_EQ(report.verdict, Verdict::invalid) << name << " byte " << at;
      ASSERT_EQ(report.first_fault->entry, i) << name << " byte " << at << ": " << why(report);
    }
  }
}

TEST(Check, EveryFlippedByteOfAnIncidentsEvidenceIsFound) {
  TestRegister log = TestRegister::of_size(14, 11);
  const DossierFiles files = log.incident_dossier(0, {9}, false);
  const std::optional<std::string> kept = TestRegister::of_size(9, 11).note();
  Altered folder(files);
  ASSERT_NE(check(folder, key, kept).value().verdict, Verdict::invalid);
  for (const auto& [name, bytes] : files) {
    if (name == "README.txt" || name == "openings.json") continue;  // no evidence; form is free
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      std::string altered = bytes;
      altered[at] = static_cast<char>(altered[at] ^ 1);
      folder.replace(name, altered);
      ASSERT_EQ(check(folder, key, kept).value().verdict, Verdict::invalid) << name << " byte " << at;
    }
  }
}

TEST(Check, EveryFileIsNeeded) {
  TestRegister log = TestRegister::of_size(14, 11);
  const DossierFiles files = log.incident_dossier(0, {9}, false);
  const std::string kept = TestRegister::of_size(9, 11).note();
  for (const auto& [name, bytes] : files) {
    if (name == "README.txt") continue;
    DossierFiles fewer = files;
    fewer.erase(name);
    EXPECT_FALSE(holds(fewer, kept)) << name;
  }
}

struct Forgery {
  const char* story;
  std::function<void(TestRegister&)> act;
};

// What somebody who holds the key and the store may try; only the kept checkpoint stands against it.
const Forgery forgeries[] = {
    {"an entry dropped", [](TestRegister& log) { log.entries.erase(log.entries.begin() + 20); }},
    {"an entry inserted", [](TestRegister& log) { log.entries.insert(log.entries.begin() + 20, log.entries[19]); }},
    {"two entries swapped", [](TestRegister& log) { std::swap(log.entries[20], log.entries[21]); }},
    {"the end cut off", [](TestRegister& log) { log.entries.resize(30); }},
    {"history written anew", [](TestRegister& log) { log = TestRegister::of_size(60, 12); }},
};

TEST(Check, DroppedInsertedSwappedTruncatedAndSignedAgain) {
  const std::string kept = TestRegister::of_size(45, 11).note();
  for (const Forgery& forgery : forgeries) {
    SCOPED_TRACE(forgery.story);
    TestRegister log = TestRegister::of_size(60, 11);
    forgery.act(log);
    log.state.edge = {};
    for (std::size_t i = 0; i < log.entries.size(); ++i) {
      log.entries[i].index = i;
      log.state.edge.append(log.entries[i].leaf);
    }
    const Report report = report_on(log.whole_dossier(), kept);
    EXPECT_EQ(report.verdict, Verdict::invalid);
  }
}

TEST(Check, ALaterEntryOfTheIncidentCannotBeLeftOut) {
  TestRegister log = TestRegister::of_size(30, 11);
  DossierFiles files = log.incident_dossier(0);
  std::size_t last = 0;
  while (files.contains("entries/" + dossier_number(last + 1, 1) + ".txt")) ++last;
  files.erase("entries/" + dossier_number(last, 1) + ".txt");
  files.erase("proofs/" + dossier_number(last, 1));
  const Report report = report_on(files);
  ASSERT_EQ(report.verdict, Verdict::invalid);
  EXPECT_EQ(report.first_fault->step, 6);
  EXPECT_EQ(report.first_fault->entry, last);
}

TEST(Check, KeysAndCheckpointsOfOthersAreRefused) {
  TestRegister log = TestRegister::of_size(20, 1);
  const Vkey other = vkey_of(tocsin::vkey_of(test_key(9))).value();
  EXPECT_EQ(check(*folder_of(log.whole_dossier()), other, {}).value().first_fault->step, 3);
  EXPECT_FALSE(holds(log.whole_dossier(), signed_checkpoint(log.checkpoint(), test_seed(9))));
  EXPECT_FALSE(holds(log.whole_dossier(), "no checkpoint"));
  EXPECT_FALSE(holds(TestRegister::of_size(19, 1).whole_dossier(), log.note())) << "older than what was kept";
  EXPECT_FALSE(holds(log.incident_dossier(0), TestRegister::of_size(9, 1).note())) << "growth is not proven";
}

TEST(Check, NoDossierAtAll) {
  EXPECT_FALSE(check(*folder_of({{"README.txt", "hello"}}), key, {}).has_value());
  EXPECT_FALSE(check(*folder_of({}), key, {}).has_value());
}

TEST(Check, HostileOpenings) {
  const DossierFiles good = TestRegister::of_size(4, 1).whole_dossier();
  const std::string salt = base64(Digest{});
  const std::string bad[] = {
      "",
      "[]",
      "{}",
      "null",
      R"({"format":"tocsin-openings/v1","openings":[]})",
      R"({"format":"tocsin-openings/v1","openings":{"entries/001":{}}})",
      R"({"format":"tocsin-openings/v1","openings":{"entries/001":[{"name":"basis","salt":")" + salt + R"(","file":"../../etc/passwd"}]}})",
      R"({"format":"tocsin-openings/v1","openings":{"entries/001":[{"name":"basis","salt":")" + salt + R"(","file":"attachments/../checkpoint"}]}})",
      R"({"format":"tocsin-openings/v1","openings":{"entries/001":[{"name":"basis","salt":")" + salt + R"(","value":"another"}]}})",
      R"({"format":"tocsin-openings/v1","openings":{"entries/099":[{"name":"basis","salt":")" + salt + R"(","value":"x"}]}})",
      R"({"format":"tocsin-openings/v1","openings":{"entries/001":[{"name":"unknown","salt":")" + salt + R"(","value":"x"}]}})",
      std::string(100'000, '['),
  };
  for (const std::string& openings : bad) {
    DossierFiles files = good;
    files["openings.json"] = openings;
    EXPECT_FALSE(holds(files)) << openings.substr(0, 200);
  }
}

// Our verifier over the rows and the independent one over the folder say the same, whatever was done to an entry or the checkpoint.
TEST(Check, AgreesWithTheRegistersOwnVerifier) {
  std::mt19937_64 random(77);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (int round = 0; round < 300; ++round) {
    const std::size_t size = 2 + below(12);
    const DossierFiles good = TestRegister::of_size(size, random()).whole_dossier();
    DossierFiles files = good;
    const std::size_t number = below(size);
    std::string& bytes = below(4) == 0 ? files["checkpoint"] : files["entries/" + dossier_number(number, size) + ".txt"];
    switch (below(5)) {
      case 0: break;  // untouched
      case 1: bytes[below(bytes.size())] = static_cast<char>(random()); break;
      case 2: bytes.erase(below(bytes.size()), 1 + below(3)); break;
      case 3: bytes.insert(below(bytes.size()), 1, static_cast<char>(random())); break;
      case 4: std::swap(bytes, files["entries/" + dossier_number(below(size), size) + ".txt"]); break;
    }
    files.erase("leaves");
    files.erase("openings.json");
    RegisterVerifier ours(test_key());
    for (std::size_t i = 0; i < size; ++i) ours.add(files.at("entries/" + dossier_number(i, size) + ".txt"), {});
    EXPECT_EQ(ours.finish(files.at("checkpoint"), good.at("checkpoint")).ok(), holds(files, good.at("checkpoint"))) << "round " << round;
  }
}

TEST(Answer, BeginsWithWhatItShowsAndWhatNot) {
  const Report report = report_on(TestRegister::of_size(5, 1).whole_dossier());
  EXPECT_TRUE(text_of(report).starts_with("This check shows whether"));
  const json::object answer = verify::json_of(report);
  EXPECT_TRUE(answer.at("ok").as_bool());
  EXPECT_TRUE(answer.at("first_error").is_null());
  EXPECT_EQ(answer.at("entries").to_number<int>(), 5);
}

}  // namespace
}  // namespace tocsin::verify

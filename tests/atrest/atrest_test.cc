// A real store, played through the commands: nothing of a person lies in clear, and one key destroys it all.
// Persons are invented.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "app/scope_tables.h"
#include "cli/command.h"
#include "main/machine.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

// As they stand in the files, and as they are folded for comparing.
constexpr std::array canaries = {"Kanarienvogel",   "kanarienvogel",  "Quittenbaum", "quittenbaum", "canary.person@example.org",
                                 "160017500000012", "Rue des Canaris"};

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

class AtRestTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "tocsin-atrest-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    dir_ = name;
    file("leak.csv",
         "NIR;NOM;PRENOM;DATE_NAISSANCE;ORGANISME\n160017500000012;Kanarienvogel;Anna;01/01/1960;A1\n260017500000012;Quittenbaum;Carl;02/01/1960;A2\n");
    file("members.csv",
         "nir;nom;prenom;date_naissance;rue;numero_rue;code_postal;ville;email\n"
         "160017500000012;Kanarienvogel;Anna;01/01/1960;Rue des Canaris;3;75001;Paris;canary.person@example.org\n");
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string path(const std::string& name) const { return (dir_ / name).string(); }
  void file(const std::string& name, const std::string& text) const {
    fs::create_directories(dir_ / "in");
    std::ofstream(dir_ / "in" / name, std::ios::binary) << text;
  }

  Result<cli::Answer> tocsin(std::vector<std::string> words, const std::string& actor = "Dora") {
    cli::Session session;
    session.store_dir = path("store");
    session.key_dir = path("keys");
    session.actor = actor;
    session.progress = &progress_;
    session.workshop = &machine_;
    return cli::answer_to(words, session);
  }
  json::value must(std::vector<std::string> words, const std::string& actor = "Dora") {
    auto answer = tocsin(std::move(words), actor);
    if (!answer) {
      ADD_FAILURE() << answer.error().what << " | " << answer.error().where << " | " << answer.error().remedy;
      return {};
    }
    return answer->json;
  }
  Error refused(std::vector<std::string> words, const std::string& actor = "Dora") {
    const auto answer = tocsin(std::move(words), actor);
    EXPECT_FALSE(answer) << "was not refused";
    return answer ? Error{} : answer.error();
  }

  // An organisation with an incident; `simulated` stores invent what a notice lacks.
  void organisation(bool simulated) {
    std::vector<std::string> init = {"init", "--organisation", "Mutuelle Exemple", "--country", "FR", "--origin", "register.example/art33"};
    if (simulated) init.insert(init.end(), {"--simulated", "--now", "2026-11-20T10:00:00Z"});
    must(init);
    for (const auto& [name, role] : {std::pair{"Dora", "decider"}, std::pair{"Peter", "approver"}, std::pair{"Hans", "handler"}})
      must({"person", "add", name, "--role", role});
    incident_ = std::string(must({"incident", "new", "--title", "Leak", "--role", "controller", "--authority", "fr-cnil"}).at("incident").as_string());
  }
  std::vector<std::string> scope(std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"scope",      path("in/leak.csv"), "--out",        path("scope"), "--members",    path("in/members.csv"),
                                      "--incident", incident_,           "--provenance", "found",       "--allowed-by", "the DPO"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  // The number of each row's person, as the sealed table has it.
  std::map<std::string, int> numbers() {
    std::map<std::string, int> of_rows;
    World world = std::move(*open_world(machine_, {path("store"), path("keys")}, {}));
    const auto place = place_of_tables(world, *IncidentId::of(incident_), path("scope"), "records");
    EXPECT_TRUE(place);
    auto tables = machine_.open_tables(*place);
    EXPECT_TRUE((*tables)->open("records"));
    const auto rows = (*tables)->query("test", "SELECT file, row, person_id FROM records");
    for (const auto& row : *rows) of_rows[*row[0] + " " + *row[1]] = std::stoi(*row[2]);
    return of_rows;
  }
  // Every byte under the result and the store, and every name of a file.
  void expect_no_canary() const {
    std::size_t files = 0;
    for (const char* folder : {"scope", "store"})
      for (const auto& entry : fs::recursive_directory_iterator(dir_ / folder)) {
        if (!entry.is_regular_file()) continue;
        ++files;
        const std::string bytes = contents(entry.path());
        for (const char* canary : canaries) EXPECT_EQ(bytes.find(canary), std::string::npos) << canary << " in " << entry.path();
        EXPECT_EQ(bytes.find("PAR1"), std::string::npos) << "a Parquet file in clear: " << entry.path();
      }
    EXPECT_GT(files, 6U);
  }

  fs::path dir_;
  std::string incident_;
  std::ostringstream progress_;
  Machine machine_{TOCSIN_BINARY_DIR "/parse_role_program"};
};

TEST_F(AtRestTest, NothingOfAPersonLiesInClear) {
  organisation(false);
  const json::value report = must(scope());
  EXPECT_EQ(report.at("persons").to_number<int>(), 2);
  EXPECT_EQ(report.at("plain"), false);
  for (const char* table : {"records", "persons", "rejects", "reach"}) EXPECT_TRUE(fs::exists(dir_ / "scope" / (std::string(table) + "-0001.sealed"))) << table;
  expect_no_canary();
  for (const char* canary : canaries) EXPECT_EQ(progress_.str().find(canary), std::string::npos);
  const json::value facts = must({"fact", "list", incident_});
  const std::string shown = print(facts);
  EXPECT_NE(shown.find("\"obtained\": \"found\""), std::string::npos) << shown;
  EXPECT_NE(shown.find("the DPO"), std::string::npos);
}

TEST_F(AtRestTest, ItMustBeKnownWhereTheFilesAreFrom) {
  organisation(false);
  EXPECT_EQ(refused({"scope", path("in/leak.csv"), "--out", path("scope"), "--incident", incident_}).kind, ErrorKind::invalid);
  EXPECT_EQ(refused({"scope", path("in/leak.csv"), "--out", path("scope"), "--incident", incident_, "--provenance", "found"}).kind, ErrorKind::invalid);
  EXPECT_EQ(refused({"scope", path("in/leak.csv"), "--out", path("scope"), "--incident", incident_, "--provenance", "bought", "--allowed-by", "x"}).kind,
            ErrorKind::invalid);
  EXPECT_EQ(refused({"scope", path("in/leak.csv"), "--out", path("scope")}).kind, ErrorKind::refused) << "no incident, no key";
  EXPECT_FALSE(fs::exists(dir_ / "scope"));
}

TEST_F(AtRestTest, PlainTablesOfRealDataNeedTwoPersons) {
  organisation(false);
  must({"person", "add", "Ada", "--role", "approver"});
  const Error first = refused(scope({"--plain"}));
  EXPECT_EQ(first.kind, ErrorKind::refused);
  const std::string sum = first.remedy.substr(first.remedy.find("content_sha256=") + 15, 64);
  const std::vector<std::string> approve = {"fact", "add", incident_, "plain_tables_approved", "content_sha256=" + sum, "reason=the court wants Parquet"};
  must(approve, "Peter");
  must(approve, "Peter");
  EXPECT_EQ(refused(scope({"--plain"})).kind, ErrorKind::refused) << "one person twice is one person";
  must(approve, "Hans");
  EXPECT_EQ(refused(scope({"--plain"})).kind, ErrorKind::refused) << "a handler does not approve";
  must({"fact", "add", incident_, "plain_tables_approved", "content_sha256=" + std::string(64, '0'), "reason=other files"}, "Ada");
  EXPECT_EQ(refused(scope({"--plain"})).kind, ErrorKind::refused) << "an approval of other files";
  must(approve, "Ada");
  must(scope({"--plain"}));
  EXPECT_TRUE(fs::exists(dir_ / "scope" / "records.parquet"));
  EXPECT_EQ(refused(scope()).kind, ErrorKind::refused) << "sealed tables beside plain ones";
}

TEST_F(AtRestTest, NoticesAreMadeFromSealedTables) {
  organisation(true);
  must({"fact", "add", incident_, "became_aware", "at=2026-11-20T09:00:00Z"});
  must(scope());
  const json::value plan = must({"notices", "plan", incident_, "--scope", path("scope"), "--out", path("samples")}, "Hans");
  EXPECT_EQ(plan.at("counts").at("planned").to_number<int>(), 1);
  EXPECT_EQ(plan.at("counts").at("exhausted").to_number<int>(), 1);
  expect_no_canary();
  const std::string other =
      std::string(must({"incident", "new", "--title", "Another", "--role", "controller", "--authority", "fr-cnil"}).at("incident").as_string());
  must({"fact", "add", other, "became_aware", "at=2026-11-20T09:00:00Z"});
  EXPECT_FALSE(tocsin({"notices", "plan", other, "--scope", path("scope")}, "Hans")) << "another incident's tables";
}

TEST_F(AtRestTest, DestroyedTablesAreReadByNobody) {
  organisation(true);
  must({"fact", "add", incident_, "became_aware", "at=2026-11-20T09:00:00Z"});
  must(scope());
  EXPECT_EQ(refused({"scope", "destroy", incident_, "--reason", "over"}, "Peter").kind, ErrorKind::refused) << "not a decider";
  const json::value held = must({"fact", "add", incident_, "legal_hold_set", "by=the court of Example", "reason=evidence", "review_at=2027-11-20T00:00:00Z"});
  const std::string seq = std::to_string(held.at("facts").at(0).at("seq").to_number<int>());
  const Error hold = refused({"scope", "destroy", path("scope"), "--reason", "over"});
  EXPECT_EQ(hold.kind, ErrorKind::refused);
  EXPECT_NE(hold.what.find("2027-11-20"), std::string::npos) << hold.what;
  must({"notices", "plan", incident_, "--scope", path("scope")}, "Hans");
  EXPECT_EQ(refused({"fact", "add", incident_, "legal_hold_lifted", "hold=1", "reason=x"}).kind, ErrorKind::invalid) << "fact 1 is no hold";
  must({"fact", "add", incident_, "legal_hold_lifted", "hold=" + seq, "reason=the case is over"});

  must({"scope", "destroy", path("scope"), "--reason", "everybody was told"});
  EXPECT_EQ(refused({"notices", "plan", incident_, "--scope", path("scope")}, "Hans").kind, ErrorKind::not_found);
  EXPECT_EQ(refused({"scope", "destroy", incident_, "--reason", "again"}).kind, ErrorKind::not_found);
  EXPECT_EQ(must({"register", "verify"}).at("ok"), true);
  const std::string facts = print(must({"fact", "list", incident_}));
  EXPECT_NE(facts.find("tables_destroyed"), std::string::npos);
  EXPECT_NE(facts.find("everybody was told"), std::string::npos) << "the facts can still be read";

  must(scope());  // from the original files, under a new key
  must({"notices", "plan", incident_, "--scope", path("scope")}, "Hans");
}

TEST_F(AtRestTest, ASecondExtractKeepsWhoIsWho) {
  organisation(true);
  const std::vector<std::string> common = {"--incident", incident_, "--provenance", "processor", "--allowed-by", "us", "--out", path("scope")};
  const auto added = [&](const std::string& name) {
    std::vector<std::string> words = {"scope", path("in/" + name), "--add"};
    words.insert(words.end(), common.begin(), common.end());
    return words;
  };
  EXPECT_EQ(refused(added("leak.csv")).kind, ErrorKind::not_found) << "there is nothing to add to";
  must(scope());
  const auto before = numbers();
  ASSERT_EQ(before.size(), 2U);

  // One of them again, with an address that was not known before; and somebody new, who stands first.
  file("second.csv",
       "NIR;NOM;PRENOM;DATE_NAISSANCE;EMAIL\n185027500100166;Ahornblatt;Zoe;03/02/1985;zoe@example.org\n"
       "160017500000012;Kanarienvogel;Anna;01/01/1960;canary.person@example.org\n");
  const json::value report = must(added("second.csv"));
  EXPECT_EQ(report.at("persons").to_number<int>(), 3);
  EXPECT_EQ(report.at("records").to_number<int>(), 4);
  EXPECT_EQ(report.at("added").at("persons").to_number<int>(), 1);
  EXPECT_EQ(report.at("added").at("grown").to_number<int>(), 1);
  EXPECT_EQ(report.at("added").at("records").to_number<int>(), 2);
  EXPECT_EQ(report.at("files").as_array().size(), 2U);
  auto after = numbers();
  EXPECT_EQ(after.at("second.csv 1"), 3) << "a new number follows the highest";
  EXPECT_EQ(after.at("second.csv 2"), before.at("leak.csv 1")) << "the same person, the same number";
  for (const auto& [row, number] : before) EXPECT_EQ(after.at(row), number) << row;
  expect_no_canary();

  const json::value again = must(added("second.csv"));
  EXPECT_EQ(again.at("added").at("already_in").at(0), "second.csv");
  EXPECT_EQ(again.at("added").at("persons").to_number<int>(), 0);
  EXPECT_EQ(again.at("records").to_number<int>(), 4);
  EXPECT_EQ(numbers(), after);
  file("second.csv", "NIR;NOM;PRENOM;DATE_NAISSANCE\n185027500100166;Ahornblatt;Zoe;03/02/1985\n");
  EXPECT_EQ(refused(added("second.csv")).kind, ErrorKind::invalid) << "another content under the same name";
}

}  // namespace
}  // namespace tocsin

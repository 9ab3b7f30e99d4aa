// A campaign with the real machine: DuckDB, SQLite, PDF, MIME. Persons are invented.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "app/notice_approve.h"
#include "app/notice_bounces.h"
#include "app/notice_making.h"
#include "app/notice_plan.h"
#include "app/notice_proof.h"
#include "app/notice_send.h"
#include "app/notice_status.h"
#include "app/record.h"
#include "app/setup.h"
#include "main/machine.h"
#include "ports/table_engine.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using Counts = std::map<NoticeState, std::uint64_t>;

struct Row {
  int person;
  std::string controller, kinds, via, given, family, street, postcode, email, language;
  bool minor = false, deceased = false, protected_address = false;
  std::string guardian = {};
};

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

class TellingTest : public testing::Test {
 protected:
  TellingTest() : dir_(fs::temp_directory_path() / ("tocsin-telling-" + std::to_string(::getpid()))) {
    fs::remove_all(dir_);
    fs::create_directories(dir_ / "scope");
    World world = std::move(
        *make_store(machine_, folders_,
                    {.name = "Mutuelle Exemple", .country = "FR", .origin = "register.example/art33", .simulated = true, .now = at("2026-11-20T10:00:00Z")}));
    planner_ = must(add_person(world, "Paul", StaffRole::handler)).name;
    approver_ = must(add_person(world, "Dora", StaffRole::decider)).name;
    must(add_person(world, "Peter", StaffRole::approver));
    const Actor who = must(actor_named(world, planner_));
    incident_ = must(open_incident(world, who, {"Leak", Role::controller, "fr-cnil", {}})).id;
    const Incident incident = must(world.store->incident(incident_));
    must(record(world, who, incident, {.facts = {{.body = fact::BecameAware{.at = at("2026-11-20T09:00:00Z")}}}}));
  }
  ~TellingTest() override { fs::remove_all(dir_); }

  template <class T>
  static T must(Result<T> result) {
    if (!result) ADD_FAILURE() << result.error().what << " | " << result.error().where;
    return std::move(result).value();
  }

  void write(const std::string& file, const std::string& text) const { std::ofstream(dir_ / "store" / file, std::ios::binary) << text; }

  // The two tables as `scope --members` writes them, as far as a plan reads them.
  void scope(const std::vector<Row>& rows) {
    const std::string out = (dir_ / "scope").string();
    auto tables = must(machine_.open_tables({.folder = out, .memory_bytes = 1ULL << 30, .seal = {}}));
    auto records = must(tables->create("r", {{"person_id", CellType::int64},
                                             {"controller", CellType::text},
                                             {"given_name", CellType::text},
                                             {"family_name", CellType::text},
                                             {"kinds", CellType::texts}}));
    std::vector<TableColumn> columns{{"person_id", CellType::int64}, {"via", CellType::text}, {"minor", CellType::int32}, {"deceased", CellType::int32}};
    for (const char* name : {"given_name", "family_name", "street", "house_number", "postcode", "city", "country", "email", "language"})
      columns.push_back({name, CellType::text});
    columns.push_back({"guardian", CellType::text});
    columns.push_back({"protected_address", CellType::int32});
    auto reach = must(tables->create("m", columns));
    std::set<int> known;
    for (const Row& row : rows) {
      records->number(row.person);
      put(*records, row.controller);
      put(*records, "anna");
      put(*records, "le beispiel");
      std::vector<std::string_view> kinds;
      for (std::size_t begin = 0, end = 0; begin < row.kinds.size(); begin = end + 1) {
        end = std::min(row.kinds.find(' ', begin), row.kinds.size());
        kinds.push_back(std::string_view(row.kinds).substr(begin, end - begin));
      }
      records->texts(kinds);
      ASSERT_TRUE(records->end_row());
      if (!known.insert(row.person).second) continue;
      reach->number(row.person);
      put(*reach, row.via);
      reach->number(row.minor ? 1 : 0);
      reach->number(row.deceased ? 1 : 0);
      for (const std::string& text : {row.given, row.family, row.street, std::string(row.street.empty() ? "" : "3"), row.postcode,
                                      std::string(row.street.empty() ? "" : "Paris"), std::string(), row.email, row.language})
        put(*reach, text);
      put(*reach, row.guardian);
      reach->number(row.protected_address ? 1 : 0);
      ASSERT_TRUE(reach->end_row());
    }
    ASSERT_TRUE(records->finish());
    ASSERT_TRUE(reach->finish());
    const auto last = static_cast<std::int64_t>(rows.size());
    ASSERT_TRUE(tables->keep({"records", "SELECT * FROM r", "rowid", 0, last}));
    ASSERT_TRUE(tables->keep({"reach", "SELECT * FROM m", "rowid", 0, last}));
    ASSERT_TRUE(tables->publish());
  }
  static void put(TableWriter& table, const std::string& text) {
    if (text.empty())
      table.null();
    else
      table.text(text);
  }
  static Row person(int number, const std::string& email = "", const std::string& language = "") {
    return {number, "", "family_name given_name birth_date fr_nir", "self", "Zoé", "Exemplaire", "rue des Essais", "75001", email, language};
  }

  // One command: the store is opened, used and closed.
  template <class Use>
  auto with(const std::string& actor, Use use, std::optional<Instant> now = {}) {
    World world = std::move(*open_world(machine_, folders_, now));
    const Actor who = must(actor_named(world, actor));
    const Incident incident = must(world.store->incident(incident_));
    return use(world, who, incident);
  }
  Result<NoticePlan> plan(const std::string& actor = "Paul", NoticePlanWanted wanted = {}) {
    wanted.scope_dir = (dir_ / "scope").string();
    return with(actor,
                [&](World& world, const Actor& who, const Incident& incident) { return plan_notices(world, who, incident, Config::standard(), wanted); });
  }
  Result<NoticeApproval> approve(const std::string& actor) {
    return with(actor, [&](World& world, const Actor& who, const Incident& incident) { return approve_notices(world, who, incident, Config::standard(), {}); });
  }
  Result<NoticeSending> send(std::optional<Instant> now = {}) {
    return with(
        "Paul",
        [&](World& world, const Actor& who, const Incident& incident) {
          return send_notices(world, who, incident, Config::standard(), {.campaign = {}, .out_dir = out().string(), .progress = {}});
        },
        now);
  }
  TellingStatus status(std::optional<Instant> now = {}) {
    return must(with("Paul", [&](World& world, const Actor&, const Incident& incident) { return notices_status(world, incident, {}); }, now));
  }
  template <class Kind>
  std::vector<Kind> facts() {
    return with("Paul", [](World&, const Actor&, const Incident& incident) {
      std::vector<Kind> all;
      for (const Kind* fact : incident.all<Kind>()) all.push_back(*fact);
      return all;
    });
  }
  static Counts by_state(const std::vector<NoticeCount>& counts) {
    Counts all;
    for (const NoticeCount& count : counts) all[count.state] += count.notices;
    return all;
  }
  // Ids in all manifests; a notice printed twice fails.
  std::set<std::string> printed() const {
    std::set<std::string> ids;
    for (const auto& entry : fs::recursive_directory_iterator(out())) {
      if (entry.path().filename() != "manifest.csv") continue;
      EXPECT_TRUE(fs::exists(entry.path().parent_path() / "SHA256SUMS")) << entry.path();
      std::istringstream lines(contents(entry.path()));
      std::string line;
      for (std::getline(lines, line); std::getline(lines, line);) {
        const std::size_t begin = line.find(',') + 1;
        EXPECT_TRUE(ids.insert(line.substr(begin, line.find(',', begin) - begin)).second) << "printed twice";
      }
    }
    return ids;
  }
  fs::path out() const { return dir_ / "out"; }

  fs::path dir_;
  StoreFolders folders_{(dir_ / "store").string(), (dir_ / "keys").string()};
  Machine machine_{TOCSIN_BINARY_DIR "/parse_role_program"};  // the cage for what comes back
  IncidentId incident_;
  std::string planner_, approver_;
};

TEST_F(TellingTest, EverybodyIsInOneStateWithAReason) {
  std::vector<Row> rows = {person(1, "a@example.org"), person(2), person(3, "", "de"), person(4), person(5), person(6), person(7)};
  rows[3].minor = true;
  rows[4].deceased = true;
  rows[5].postcode = "7500";
  rows[6] = {7, "", "family_name", "", "", "", "", "", "", ""};
  Row dependant = person(8, "the-insured@example.org");
  dependant.via = "insured";
  rows.push_back(dependant);
  scope(rows);
  const NoticePlan planned = must(plan("Paul", {.samples_dir = (dir_ / "samples").string()}));
  EXPECT_EQ(by_state(planned.counts), (Counts{{NoticeState::planned, 4}, {NoticeState::held, 3}, {NoticeState::exhausted, 1}}));
  EXPECT_EQ(planned.held, (std::map<std::string, std::uint64_t>{{"deceased", 1}, {"minor_guardian_unknown", 1}, {"postcode_wrong", 1}}));
  EXPECT_EQ(planned.samples.size(), 4u) << "mail, letters in two languages, and that of the dependant";
  for (const std::string& sample : planned.samples) EXPECT_GT(fs::file_size(sample), 1000u);
  EXPECT_FALSE(planned.invented.empty()) << "a simulated store says what it borrowed";
}

TEST_F(TellingTest, AMailboxOfTheInsuredIsNotTheDependants) {
  Row dependant = person(1, "the-insured@example.org");
  dependant.via = "insured";
  scope({dependant});
  EXPECT_EQ(must(plan()).counts.front().group.channel, NoticeChannel::letter);
}

// The letter goes to who acts for the child; the child's name is inside, not in the window.
TEST_F(TellingTest, AMinorsLetterGoesToTheGuardian) {
  Row child = person(1), named = person(2), alone = person(3), hidden = person(4);
  for (Row* row : {&child, &named, &alone, &hidden}) row->minor = true;
  child.via = hidden.via = "insured";
  named.guardian = "Claude Tuteur";
  hidden.protected_address = true;
  scope({child, named, alone, hidden});
  const NoticePlan planned = must(plan());
  EXPECT_EQ(planned.held, (std::map<std::string, std::uint64_t>{{"minor_guardian_unknown", 1}, {"protected_address", 1}}));
  with("Paul", [&](World& world, const Actor&, const Incident& incident) {
    OpenCampaign campaign = must(open_campaign(world, incident, {}));
    std::vector<std::string> envelopes;
    (void)campaign.queue->for_each([&](const QueuedNotice& notice) -> Result<void> {
      const Plate plate = must(plate_of(notice.plate));
      if (notice.state == NoticeState::planned) {
        EXPECT_EQ(plate.addressed, Addressed::guardian);
        EXPECT_FALSE(plate.concerned.empty());
        for (const std::string& line : plate.address) EXPECT_EQ(line.find(plate.concerned), std::string::npos) << line;
        envelopes.push_back(plate.address.front());
      }
      return {};
    });
    EXPECT_EQ(envelopes, (std::vector<std::string>{"Zoé Exemplaire", "Claude Tuteur"}));
    return 0;
  });
}

TEST_F(TellingTest, OneNoticeForEachControllerWithItsOwnKinds) {
  Row first = person(1, "a@example.org"), second = first;
  first.controller = "North";
  second.controller = "South";
  second.kinds = "iban";
  scope({first, second, first});
  EXPECT_EQ(by_state(must(plan()).counts), (Counts{{NoticeState::planned, 2}}));
  EXPECT_EQ(by_state(must(plan("Paul", {.controller = "South"})).counts), (Counts{{NoticeState::planned, 1}}));
}

TEST_F(TellingTest, PlanningAgainDoublesNothing) {
  scope({person(1, "a@example.org"), person(2)});
  const NoticePlan first = must(plan()), again = must(plan("Dora"));
  EXPECT_EQ(first.id, again.id);
  EXPECT_EQ(first.content, again.content);
  EXPECT_TRUE(again.known_before);
  EXPECT_EQ(by_state(again.counts), (Counts{{NoticeState::planned, 2}}));
  EXPECT_EQ(facts<fact::NoticesPlanned>().size(), 1u);
}

TEST_F(TellingTest, NobodyApprovesWhatTheyPlanned) {
  scope({person(1)});
  must(plan("Dora"));
  const auto own = approve("Dora");
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().kind, ErrorKind::refused);
  const auto wrong_role = approve("Paul");
  ASSERT_FALSE(wrong_role);
  EXPECT_EQ(wrong_role.error().kind, ErrorKind::refused);
  const auto unapproved = send();
  ASSERT_FALSE(unapproved);
  EXPECT_EQ(unapproved.error().kind, ErrorKind::refused);
  EXPECT_FALSE(fs::exists(out()));
  EXPECT_EQ(by_state(must(approve("Peter")).counts), (Counts{{NoticeState::ready, 1}}));
}

TEST_F(TellingTest, AChangedTextVoidsTheApproval) {
  scope({person(1)});
  const NoticePlan before = must(plan());
  must(approve("Dora"));
  write("notices.toml", "phone = \"0 800 999 999\"\n");
  const auto sent = send();
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, ErrorKind::refused);
  EXPECT_FALSE(approve("Dora"));

  const NoticePlan changed = must(plan());
  EXPECT_NE(changed.content, before.content);
  EXPECT_FALSE(send()) << "the approval was for another content";
  must(approve("Dora"));
  EXPECT_TRUE(send());

  fs::remove(dir_ / "store" / "notices.toml");  // back to the first content, but these persons are being told already
  const auto after = plan();
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().kind, ErrorKind::refused);
}

TEST_F(TellingTest, AContentThatIsWantedAgainIsPlannedAnew) {
  scope({person(1)});
  const NoticePlan first = must(plan());
  write("notices.toml", "phone = \"0 800 999 999\"\n");
  must(plan());
  fs::remove(dir_ / "store" / "notices.toml");
  const NoticePlan again = must(plan());
  EXPECT_EQ(again.content, first.content);
  EXPECT_NE(again.id, first.id);
  EXPECT_EQ(by_state(again.counts), (Counts{{NoticeState::planned, 1}}));
}

TEST_F(TellingTest, TextsThatLackAnElementAreRefused) {
  scope({person(1)});
  write("notices.toml", "own_measures.de = [\"Nur auf Deutsch.\"]\nlanguage = \"fr\"\n");  // French persons are told of no measure
  const auto planned = plan();
  ASSERT_FALSE(planned);
  EXPECT_EQ(planned.error().kind, ErrorKind::refused);
  EXPECT_NE(planned.error().what.find("element_missing measures"), std::string::npos) << planned.error().what;
}

TEST_F(TellingTest, HandedIsNotToldUntilItsChannelWasSilentLongEnough) {
  scope({person(1, "a@example.org"), person(2), person(3)});
  must(plan());
  must(approve("Dora"));
  const NoticeSending sent = must(send(at("2026-11-21T10:00:00Z")));
  EXPECT_EQ(by_state(sent.counts), (Counts{{NoticeState::handed, 3}}));
  EXPECT_EQ(printed().size(), 2u);
  EXPECT_TRUE(fs::exists(out() / "mails-0001"));
  EXPECT_TRUE(facts<fact::PersonsInformed>().empty());
  const auto handed = facts<fact::NoticesHandedOver>();
  ASSERT_EQ(handed.size(), 2u);
  EXPECT_EQ(handed[0].notices + handed[1].notices, 3);

  must(send());  // nothing is left: nothing is recorded
  EXPECT_EQ(facts<fact::NoticesHandedOver>().size(), 2u);
  EXPECT_EQ(status(at("2026-11-24T09:59:59Z")).informed, 0u);
  EXPECT_EQ(status(at("2026-11-24T10:00:00Z")).informed, 1u);
  const TellingStatus late = status(at("2026-12-12T10:00:00Z"));
  EXPECT_EQ(late.informed, 3u);
  EXPECT_EQ(late.notices, 3u);
}

// Long after addresses are gone: one person's telling is shown with the register's root, and nobody else is.
TEST_F(TellingTest, OnePersonsTellingIsProved) {
  scope({person(1, "a@example.org"), person(2), person(3), person(4)});
  must(plan());
  must(approve("Dora"));
  must(send());
  const auto roots = facts<fact::NoticesHandedOver>();
  const std::set<std::string> ids = printed();
  ASSERT_EQ(ids.size(), 3u);
  for (const std::string& id : ids) {
    const TellingProof proof =
        with("Paul", [&](World& world, const Actor&, const Incident& incident) { return must(telling_proof(world, incident, id.substr(0, 12))); });
    EXPECT_EQ(proof.notice, id);
    EXPECT_TRUE(proves(must(telling_proof_of(text_of(proof), "test"))));
    EXPECT_TRUE(std::any_of(roots.begin(), roots.end(), [&](const auto& fact) { return fact.root == hex(proof.root); }));
  }
  with("Paul", [&](World& world, const Actor&, const Incident& incident) {
    EXPECT_EQ(telling_proof(world, incident, "ffffffffffff").error().kind, ErrorKind::not_found);
    EXPECT_EQ(telling_proof(world, incident, "Zo").error().kind, ErrorKind::invalid);
    return 0;
  });
  for (const auto& entry : fs::recursive_directory_iterator(dir_ / "store"))
    if (entry.path().extension() == ".told") fs::resize_file(entry.path(), fs::file_size(entry.path()) - 48);
  with("Paul", [&](World& world, const Actor&, const Incident& incident) {
    EXPECT_NE(telling_proof(world, incident, ids.begin()->substr(0, 12)).error().kind, ErrorKind::invalid) << "a shortened list proves nothing";
    return 0;
  });
}

TEST_F(TellingTest, WhoWasNotReachedByMailGetsALetter) {
  std::vector<Row> rows = {person(1, "accept@simulator.tocsin"), person(2, "gone@simulator.tocsin"), person(3, "bounce@simulator.tocsin"),
                           person(4, "bounce@simulator.tocsin"), person(5, "away@simulator.tocsin")};
  rows[3].street = rows[3].postcode = "";
  scope(rows);
  must(plan());
  must(approve("Dora"));
  const NoticeSending sent = must(send());
  EXPECT_EQ(sent.mails.end.handed, 4u);
  EXPECT_EQ(sent.mails.end.refusals, (std::map<std::string, std::uint64_t>{{"address_dead", 1}}));
  EXPECT_EQ(sent.next.by_letter, 1u);
  EXPECT_EQ(by_state(sent.counts), (Counts{{NoticeState::handed, 5}}));
  EXPECT_EQ(printed().size(), 1u);

  const std::string maildir = (out() / "returns").string();
  std::ofstream(maildir + "/new/forged") << "Return-Path: <>\r\nFrom: mailer-daemon@x.example\r\nTo: n+b.1.aaaaaaaa@bounce.simulator.tocsin\r\n\r\n"
                                            "wasn't able to deliver: 550 5.1.1\r\n";
  const auto take = [&] {
    return must(with("Paul", [&](World& world, const Actor&, const Incident& incident) { return take_bounces(world, incident, maildir, {}); }));
  };
  const BounceIntake first = take();
  EXPECT_EQ(first.read, 4u);
  EXPECT_EQ(first.failed, 2u);
  EXPECT_EQ(first.automatic, 1u);
  EXPECT_EQ(first.forged, 1u);
  EXPECT_EQ(first.next.by_letter, 1u);
  EXPECT_EQ(first.next.exhausted, 1u);
  EXPECT_EQ(by_state(first.counts), (Counts{{NoticeState::handed, 3}, {NoticeState::ready, 1}, {NoticeState::exhausted, 1}}));
  EXPECT_TRUE(fs::exists(maildir + "/cur/forged:2,S"));
  EXPECT_EQ(take().read, 0u);

  EXPECT_EQ(by_state(must(send()).counts), (Counts{{NoticeState::handed, 4}, {NoticeState::exhausted, 1}}));
  EXPECT_EQ(printed().size(), 2u);
  std::int64_t recorded = 0;
  for (const auto& fact : facts<fact::NoticesHandedOver>()) recorded += fact.notices;
  EXPECT_EQ(recorded, 6) << "four mails and two letters left the house";
}

TEST_F(TellingTest, AKilledSendContinuesAndNothingGoesTwice) {
  std::vector<Row> rows;
  for (int i = 1; i <= 60; ++i) rows.push_back(person(i));
  scope(rows);
  write("notices.toml", "letters_per_file = 3\n");
  must(plan());
  must(approve("Dora"));
  std::mt19937 random(5);
  for (int kill = 0; kill < 6; ++kill) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      (void)send();
      ::_exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 500));
    ::kill(child, SIGKILL);
    int ended = 0;
    ::waitpid(child, &ended, 0);
  }
  const NoticeSending last = must(send());
  EXPECT_EQ(by_state(last.counts), (Counts{{NoticeState::handed, 60}}));
  EXPECT_EQ(printed().size(), 60u);
  std::int64_t recorded = 0;
  for (const auto& fact : facts<fact::NoticesHandedOver>()) recorded += fact.notices;
  EXPECT_EQ(recorded, 60);
}

}  // namespace
}  // namespace tocsin

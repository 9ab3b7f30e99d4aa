#include "app/record.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "app/register_view.h"
#include "app/setup.h"
#include "app/test_workshop.h"

namespace tocsin {
namespace {

class RecordTest : public testing::Test {
 protected:
  RecordTest() {
    auto made = make_store(workshop_, folders_, {"Mutuelle Exemple", "FR", "register.example.eu/art33", true, at("2026-11-20T08:00:00Z")});
    EXPECT_TRUE(made);
    EXPECT_TRUE(add_person(*made, "Anna Example", StaffRole::handler));
    made->store.reset();  // one owner at a time
    open_again({});
    const auto anna = actor_named(*world_, "Anna Example");
    EXPECT_TRUE(anna);
    anna_ = *anna;
    head_ = open_incident(*world_, anna_, {"Stolen back-up", Role::controller, "fr-cnil", {}}).value();
  }

  void open_again(std::optional<Instant> now) {
    world_.reset();
    world_ = std::make_unique<World>(open_world(workshop_, folders_, now).value());
  }
  Incident incident() { return world_->store->incident(head_.id).value(); }
  Result<std::vector<Fact>> tell(fact::Body body) { return record(*world_, anna_, incident(), {.facts = {{std::move(body)}}}); }

  TestWorkshop workshop_{at("2026-11-20T08:00:00Z")};
  StoreFolders folders_{workshop_.path("store"), workshop_.path("keys")};
  std::unique_ptr<World> world_;
  Actor anna_;
  IncidentHead head_;
};

TEST_F(RecordTest, AFactIsSignedCommittedAndCoveredByACheckpoint) {
  ASSERT_TRUE(tell(fact::BecameAware{.at = at("2026-11-20T07:30:00Z")}));
  const auto verdict = verify_register(*world_, {}).value();
  EXPECT_TRUE(verdict.ok) << verdict.fault;
  EXPECT_EQ(verdict.entries, 3U);  // the log's opening, the incident's, the fact
}

TEST_F(RecordTest, RecordedTimeNeverGoesBack) {
  ASSERT_TRUE(tell(fact::BecameAware{.at = at("2026-11-20T07:30:00Z")}));
  world_->now = at("2026-11-20T07:00:00Z");  // the machine's clock was set back
  ASSERT_TRUE(tell(fact::PersonsCounted{.best = 7}));
  EXPECT_EQ(incident().facts()[1].recorded_at, incident().facts()[0].recorded_at);
  EXPECT_TRUE(verify_register(*world_, {}).value().ok);
}

TEST_F(RecordTest, AStaleReadIsAConflict) {
  const Incident before = incident();
  ASSERT_TRUE(tell(fact::BecameAware{.at = at("2026-11-20T07:30:00Z")}));
  const auto stale = record(*world_, anna_, before, {.facts = {{fact::PersonsCounted{.best = 7}}}});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().kind, ErrorKind::conflict);
  EXPECT_EQ(incident().facts().size(), 1U);
}

TEST_F(RecordTest, OfSeveralFactsAllAreRecordedOrNone) {
  const auto refused =
      record(*world_, anna_, incident(), {.facts = {{fact::BecameAware{.at = at("2026-11-20T07:30:00Z")}}, {fact::PersonsCounted{.min = 9, .best = 7}}}});
  EXPECT_FALSE(refused);
  EXPECT_TRUE(incident().facts().empty());
}

TEST_F(RecordTest, AFactThatCameIntoTheStoreByAnotherWayIsFound) {
  Append smuggled;
  smuggled.incident = head_.id;
  Fact fact;
  fact.incident = head_.id;
  fact.seq = 1;
  fact.id = FactId::of_bytes(std::string(16, 'x'));
  fact.recorded_at = world_->now;
  fact.author = anna_.id;
  fact.body = fact::RiskAssessed{.risk = word::Risk::unlikely, .reason = "nothing happened"};
  fact.signature = std::string(64, '\0');
  smuggled.facts = {fact};
  ASSERT_TRUE(world_->store->append(smuggled));
  const auto verdict = verify_register(*world_, {}).value();
  EXPECT_FALSE(verdict.ok);
  EXPECT_NE(verdict.fault.find("1 facts and 1 entries"), std::string::npos) << verdict.fault;
}

TEST_F(RecordTest, AFactThatNobodySignedIsFoundAtItsEntry) {
  Actor somebody = anna_;
  somebody.key = Seed(std::array<std::uint8_t, 32>{1});  // Anna's name, another key
  ASSERT_TRUE(record(*world_, somebody, incident(), {.facts = {{fact::PersonsCounted{.best = 7}}}}));
  const auto verdict = verify_register(*world_, {}).value();
  EXPECT_FALSE(verdict.ok);
  EXPECT_EQ(verdict.fault_entry, 2U);
}

TEST_F(RecordTest, ErasingLeavesTheRegisterWhole) {
  ASSERT_TRUE(tell(fact::BecameAware{.at = at("2026-11-20T07:30:00Z")}));
  ASSERT_TRUE(tell(fact::ContactNamed{.name = "Anna Example"}));
  ASSERT_TRUE(world_->store->erase(head_.id, 2));
  EXPECT_TRUE(verify_register(*world_, {}).value().ok);
  EXPECT_EQ(incident().facts()[1].state, Knowledge::erased);
}

TEST_F(RecordTest, AnOlderCopyPutBackIsFoundByACheckpointKeptOutside) {
  namespace fs = std::filesystem;
  ASSERT_TRUE(tell(fact::BecameAware{.at = at("2026-11-20T07:30:00Z")}));
  world_.reset();
  fs::copy(folders_.store_dir, workshop_.path("backup"), fs::copy_options::recursive);
  open_again({});
  ASSERT_TRUE(tell(fact::PersonsCounted{.best = 260000}));
  const std::string outside = checkpoint_of(*world_).value();
  world_.reset();
  fs::remove_all(folders_.store_dir);
  fs::rename(workshop_.path("backup"), folders_.store_dir);
  open_again({});
  EXPECT_TRUE(verify_register(*world_, {}).value().ok) << "alone, the older copy agrees with itself";
  EXPECT_FALSE(verify_register(*world_, outside).value().ok);
}

TEST_F(RecordTest, TheTimeOfASimulatedStoreDoesNotGoBack) {
  open_again(at("2026-11-21T08:00:00Z"));
  ASSERT_TRUE(keep_time(*world_));
  world_.reset();
  const auto back = open_world(workshop_, folders_, at("2026-11-20T08:00:00Z"));
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().kind, ErrorKind::invalid);
  EXPECT_EQ(open_world(workshop_, folders_, {}).value().now, at("2026-11-21T08:00:00Z"));
}

TEST_F(RecordTest, ARefusalMovesNoTimeOfASimulatedStore) {
  open_again(at("2026-11-21T08:00:00Z"));
  ASSERT_FALSE(tell(fact::PersonsCounted{.min = 9, .best = 7}));
  open_again({});
  EXPECT_EQ(world_->now, at("2026-11-20T08:00:00Z"));
}

TEST_F(RecordTest, ASimulatedStoreNeverStandsBeforeWhatItRecorded) {
  open_again(at("2026-11-21T08:00:00Z"));
  ASSERT_TRUE(tell(fact::PersonsCounted{.best = 7}));  // and the process ends before it keeps the time
  open_again({});
  EXPECT_EQ(world_->now, at("2026-11-21T08:00:00Z"));
}

}  // namespace
}  // namespace tocsin

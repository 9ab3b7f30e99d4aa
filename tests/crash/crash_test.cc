// Processes that die while they write, at every write there is: what was promised stands, the rest is not half there,
// and whoever comes next finishes the work once.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <set>

#include "app/mailer.h"
#include "app/record.h"
#include "app/register_view.h"
#include "app/setup.h"
#include "app/tick.h"
#include "base/check.h"
#include "main/machine.h"
#include "mortal_files.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

const Instant aware = at("2026-11-16T08:00:00Z");
const Instant evening = aware + std::chrono::hours(60);  // the authority must hear of it in twelve hours

const Law& law() {
  static const Law shipped = Law::shipped().value();
  return shipped;
}

Machine& machine() {
  static Machine real("/proc/self/exe");
  return real;
}

const Config& config() {
  static const Config reminding = Config::of("[mail]\nremind = [\"dpo@mutuelle.example\"]\n", "tocsin.toml").value();
  return reminding;
}

// A folder of its own, removed at the end; in memory where that can be, as the deaths are played and a real sync is slow.
class Folder {
 public:
  Folder() {
    const fs::path memory = "/dev/shm";
    std::string name = ((::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path()) / "tocsin-crash-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder& other) : Folder() { fs::copy(other.path_, path_, fs::copy_options::recursive); }
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  StoreFolders store() const { return {path_ + "/store", path_ + "/keys"}; }

 private:
  std::string path_;
};

World world_in(const Folder& folder, Instant now) { return open_world(machine(), folder.store(), now).value(); }

const NewOrganisation organisation{.name = "Mutuelle Exemple", .country = "FR", .origin = "register.example.eu/art33", .simulated = true, .now = aware};

// A store with incidents that somebody became aware of.
void prepare(const Folder& folder, int incidents) {
  World world = make_store(machine(), folder.store(), organisation).value();
  for (int i = 0; i < incidents; ++i) {
    const IncidentHead head = open_incident(world, the_store_itself(world), {.title = "Claims portal", .authority = "fr-cnil"}).value();
    record(world, the_store_itself(world), world.store->incident(head.id).value(), {.facts = {{fact::BecameAware{.at = aware}}}}).value();
  }
}

Incident only_incident(World& world) {
  const auto heads = world.store->incidents().value();
  return world.store->incident(heads.at(0).id).value();
}

// ---- a process that dies -------------------------------------------------------------------------------------------

struct Life {
  bool died = false;
  bool promised = false;  // it was told that its work is done, even if it died later
};

// `work` in a process that dies at its `number`-th write. It calls `promise` when it was told that the work is done.
Life life_of(Death how, std::uint64_t number, const std::function<void(const std::function<void()>& promise)>& work) {
  int ends[2];
  if (::pipe(ends) != 0) ::abort();
  const pid_t child = ::fork();
  if (child == 0) {
    die_at_write(how, number);
    work([&] { (void)!::write(ends[1], "!", 1); });
    ::_exit(0);
  }
  ::close(ends[1]);
  char said = 0;
  const bool promised = ::read(ends[0], &said, 1) == 1;
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == death)) << "the process ended in another way: " << status;
  return {WEXITSTATUS(status) == death, promised};
}

// Dies at the first write, at the second, and so on until the work outlives it; `look` at what each left behind.
void at_every_write(Death how, const Folder& before, const std::function<void(const Folder&, const std::function<void()>&)>& work,
                    const std::function<void(const Folder&, const Life&)>& look) {
  std::uint64_t number = 0;
  for (Life life{.died = true}; life.died && !testing::Test::HasFailure();) {
    SCOPED_TRACE("write " + std::to_string(++number));
    const Folder folder(before);
    life = life_of(how, number, [&](const auto& promise) { work(folder, promise); });
    EXPECT_TRUE(life.died || life.promised);
    look(folder, life);
  }
  EXPECT_GT(number, 5U) << "nothing was written";
}

// ---- what must hold ------------------------------------------------------------------------------------------------

void expect_sound(World& world) {
  const RegisterAnswer answer = verify_register(world, {}).value();
  EXPECT_TRUE(answer.ok) << answer.fault;
  EXPECT_EQ(answer.entries, world.store->register_head()->size);
}

// Who was reminded of what, over all incidents. Each once, and each reminder with its order.
std::multiset<std::string> reminders_of(World& world) {
  std::multiset<std::string> all;
  const auto heads = world.store->incidents().value();
  for (const IncidentHead& head : heads) {
    const Incident incident = world.store->incident(head.id).value();
    EXPECT_EQ(incident.all<fact::BecameAware>().size(), 1U) << "a fact was lost or doubled";
    for (const auto* sent : incident.all<fact::ReminderSent>()) all.insert(head.id.text() + " " + sent->obligation + " " + sent->stage);
    EXPECT_EQ(world.store->orders(head.id)->size(), incident.all<fact::ReminderSent>().size());
  }
  EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size()) << "somebody was reminded twice of the same";
  return all;
}

std::multiset<std::string> reminders_without_any_death(const Folder& before) {
  const Folder folder(before);
  World world = world_in(folder, evening);
  EXPECT_GT(turn(world, law(), config(), Words())->reminders, 0U);
  return reminders_of(world);
}

class EveryDeath : public testing::TestWithParam<Death> {};

TEST_P(EveryDeath, LeavesAWheelThatRemindsOnce) {
  const Folder before;
  prepare(before, 2);
  const auto wanted = reminders_without_any_death(before);
  const auto one_turn = [](const Folder& folder, const auto& promise) {
    World world = world_in(folder, evening);
    if (turn(world, law(), config(), Words())) promise();
  };
  at_every_write(GetParam(), before, one_turn, [&](const Folder& folder, const Life& life) {
    World world = world_in(folder, evening);
    EXPECT_TRUE(!life.promised || reminders_of(world) == wanted) << "a promised reminder is gone";
    ASSERT_TRUE(turn(world, law(), config(), Words()));
    EXPECT_EQ(reminders_of(world), wanted);
    expect_sound(world);
  });
}

TEST_P(EveryDeath, LeavesAPromisedFactAndNoHalfOne) {
  const Folder before;
  prepare(before, 1);
  const auto tell = [](const Folder& folder, const auto& promise) {
    World world = world_in(folder, evening);
    const Incident incident = only_incident(world);
    if (record(world, the_store_itself(world), incident, {.facts = {{fact::PersonsCounted{.best = 1200}}, {fact::RecordsCounted{.best = 3400}}}})) promise();
  };
  at_every_write(GetParam(), before, tell, [&](const Folder& folder, const Life& life) {
    World world = world_in(folder, evening);
    const Incident incident = only_incident(world);
    const std::size_t persons = incident.all<fact::PersonsCounted>().size(), records = incident.all<fact::RecordsCounted>().size();
    EXPECT_EQ(persons, records) << "half of a recording";
    EXPECT_TRUE(!life.promised || persons == 1) << "a promised fact is gone";
    EXPECT_EQ(world.store->entries_of(incident.head().id)->size(), 1 + incident.facts().size());
    // The next one records on top of whatever stands.
    ASSERT_TRUE(record(world, the_store_itself(world), incident, {.facts = {{fact::RecordsCounted{.best = 3500}}}}));
    expect_sound(world);
  });
}

TEST_P(EveryDeath, LeavesAStoreOrAPlaceForOne) {
  const auto make = [](const Folder& folder, const auto& promise) {
    const auto world = make_store(machine(), folder.store(), organisation);
    if (world) promise();
  };
  at_every_write(GetParam(), Folder(), make, [&](const Folder& folder, const Life& life) {
    if (life.promised) {
      EXPECT_EQ(make_store(machine(), folder.store(), organisation).error().kind, ErrorKind::conflict);
    }
    auto world = life.promised ? open_world(machine(), folder.store(), {}) : make_store(machine(), folder.store(), organisation);
    ASSERT_TRUE(world) << world.error().what;
    EXPECT_EQ(world->store->entries()->size(), 1U);
    EXPECT_TRUE(world->workshop.files().exists(folder.store().store_dir + "/register.vkey"));
    ASSERT_TRUE(open_incident(*world, the_store_itself(*world), {.title = "Claims portal", .authority = "fr-cnil"}));
    expect_sound(*world);
  });
}

std::string name_of(const testing::TestParamInfo<Death>& info) {
  constexpr const char* names[] = {"BeforeTheWrite", "InMidWrite", "PowerCut"};
  return names[static_cast<int>(info.param)];
}
INSTANTIATE_TEST_SUITE_P(Crash, EveryDeath, testing::Values(Death::before_the_write, Death::in_mid_write, Death::power_cut), name_of);

// ---- a mailer that dies --------------------------------------------------------------------------------------------

// A relay that takes everything and remembers it whatever becomes of the process; it may kill who hands over.
class Relay final : public ports::Mailer {
 public:
  Relay() : taken_(static_cast<Taken*>(::mmap(nullptr, sizeof(Taken), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
    check(taken_ != MAP_FAILED);
  }
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;
  ~Relay() override { ::munmap(taken_, sizeof(Taken)); }

  Result<ports::HandOverReport> hand_over(const ports::OutgoingMail& mail) override {
    check(taken_->count < taken_->orders.size());
    std::ranges::copy(mail.order.text(), taken_->orders[taken_->count++].begin());
    if (kills) ::kill(::getpid(), SIGKILL);
    return ports::HandOverReport{.outcome = ports::HandOver::accepted, .code = 250, .enhanced = "", .what = ""};
  }
  int times(const OrderId& order) const {
    int times = 0;
    for (std::size_t i = 0; i < taken_->count; ++i) times += std::ranges::equal(order.text(), taken_->orders[i]) ? 1 : 0;
    return times;
  }
  void forget() { taken_->count = 0; }

  bool kills = false;

 private:
  struct Taken {
    std::array<std::array<char, 32>, 64> orders;  // their ids
    std::size_t count;
  };
  Taken* taken_;
};

// What was taken once is never handed over again by itself; what may have been taken is shown.
void expect_nothing_twice(World& world, const Relay& relay) {
  const std::vector<Order> orders = world.store->orders().value();
  EXPECT_FALSE(orders.empty());
  for (const Order& order : orders) {
    EXPECT_LE(relay.times(order.id), 1) << "a mail was handed over twice";
    EXPECT_TRUE(order.state == OrderState::handed || order.state == OrderState::in_doubt) << name_of(order.state);
    if (order.state == OrderState::handed) {
      EXPECT_EQ(relay.times(order.id), 1) << "a mail that never left is said to have been taken";
    }
  }
}

Folder with_mails_to_send() {
  Folder folder;
  prepare(folder, 2);
  World world = world_in(folder, evening);
  EXPECT_TRUE(turn(world, law(), config(), Words()));
  return folder;
}

TEST_P(EveryDeath, OfAMailerSendsNothingTwice) {
  const Folder before = with_mails_to_send();
  Relay relay;
  const auto pass = [&](const Folder& folder, const auto& promise) {
    relay.forget();
    World world = world_in(folder, evening);
    if (mailer_pass(world, config(), relay)) promise();
  };
  at_every_write(GetParam(), before, pass, [&](const Folder& folder, const Life&) {
    World world = world_in(folder, evening);
    ASSERT_TRUE(mailer_pass(world, config(), relay));
    expect_nothing_twice(world, relay);
    expect_sound(world);
  });
}

TEST(AMailer, KilledBetweenHandingOverAndRecordingLeavesADoubtThatIsShown) {
  const Folder folder = with_mails_to_send();
  Relay relay;
  relay.kills = true;
  const pid_t child = ::fork();
  if (child == 0) {
    World world = world_in(folder, evening);
    (void)mailer_pass(world, config(), relay);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);

  relay.kills = false;
  World world = world_in(folder, evening);
  for (int passes = 0; passes < 2; ++passes) {
    const auto pass = mailer_pass(world, config(), relay);
    ASSERT_TRUE(pass);
    ASSERT_EQ(pass->in_doubt.size(), 1U);
    EXPECT_EQ(relay.times(pass->in_doubt.front().id), 1);
    expect_nothing_twice(world, relay);
  }
}

// ---- two at a time -------------------------------------------------------------------------------------------------

// Turns the wheel of a store that somebody else turns too; `unavailable`: the other one has it, come again.
int turns_until_done(const Folder& folder, int wanted) {
  for (int done = 0; done < wanted;) {
    auto world = open_world(machine(), folder.store(), evening);
    if (!world && world.error().kind == ErrorKind::unavailable) continue;
    if (!world || !turn(*world, law(), config(), Words())) return 1;
    ++done;
  }
  return 0;
}

TEST(TwoWheels, TellNothingTwice) {
  const Folder before;
  prepare(before, 3);
  const auto wanted = reminders_without_any_death(before);
  const Folder folder(before);
  const auto start = [&] {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(turns_until_done(folder, 5));
    return child;
  };
  for (const pid_t child : {start(), start()}) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  World world = world_in(folder, evening);
  EXPECT_EQ(reminders_of(world), wanted);
  expect_sound(world);
}

}  // namespace
}  // namespace tocsin

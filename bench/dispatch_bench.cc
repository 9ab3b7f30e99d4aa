// Telling millions: planning, mails through a loopback relay with a ledger per person, and what a kill costs.
//
//   bench_dispatch [--json]             2 million planned, 200,000 sent, 300 kills
//   bench_dispatch --full [--json]      33 million planned, 1 million sent
//   bench_dispatch --quick [--json]     small figures, to see that it runs
//
// Beside it a sender as newsletter programs build it: a cursor that moves when a batch is fetched, no row per person.

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <filesystem>
#include <random>
#include <thread>

#include "adapters/dot_journal/dot_journal.h"
#include "adapters/mail_signer/mail_signer.h"
#include "adapters/mime_mail/mime_mail.h"
#include "adapters/smtp_mailer/smtp_line.h"
#include "adapters/sqlite_queue/sqlite_queue.h"
#include "app/mailing/mailing.h"
#include "base/digest.h"
#include "bench.h"
#include "notices/sample_notice.h"
#include "notices/told.h"
#include "sink.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int connections = 8;

struct Sizes {
  std::uint64_t planned = 2'000'000, sent = 200'000, signed_mails = 10'000, stormed = 240'000;
  int kills = 300;
};

CampaignFile example_campaign() {
  return {sample::campaign().id, IncidentId::of("11111111111111111111111111111111").value(), sha256("content"), "{}", at("2026-11-22T09:00:00Z")};
}

// A day of the simulation that runs as fast as the machine's.
Instant wall_clock() {
  static const auto start = std::chrono::steady_clock::now();
  return at("2026-11-23T09:00:00Z") + std::chrono::floor<Micros>(std::chrono::steady_clock::now() - start);
}

QueuedNotice queued(std::uint64_t i) {
  const std::string person = std::to_string(i);
  constexpr const char* sites[] = {"google", "microsoft", "orange", "united-internet", "other-03", "other-17", "other-42", "other-61"};
  QueuedNotice notice{.id = notice_id(sample::campaign().id, person, "mutuelle-exemple", 1), .person = person, .controller = "mutuelle-exemple"};
  notice.group = {Certainty::confirmed, i % 7 == 0 ? "de" : "fr", NoticeChannel::mail};
  notice.plate = fmt::format(
      R"({{"address":["Zoé Exemplaire","{} rue des Essais","75001 PARIS"],"addressed":"person","email":"p{}@example.org","kinds":["name","birth_date","social_security_number"],"recipient":"Zoé Exemplaire"}})",
      i % 190, i);
  notice.said = sha256(notice.plate);
  notice.site = sites[i % 8];
  notice.turn = static_cast<std::uint32_t>(i * 2654435761U >> 26 & 63);
  return notice;
}

// A folder, a campaign in it, and all that sends it.
class House {
 public:
  explicit House(const fs::path& dir) : dir_(dir) {
    fs::remove_all(dir_);
    fs::create_directories(dir_);
  }
  ~House() { fs::remove_all(dir_); }

  void plan(std::uint64_t notices) const {
    SeededRandom random{1};
    const auto queue = make_sqlite_queue(path(), key_, example_campaign(), random).value();
    std::vector<QueuedNotice> some;
    for (std::uint64_t i = 1; i <= notices; ++i) {
      some.push_back(queued(i));
      if (some.size() < 10'000 && i < notices) continue;
      check(queue->add(some).has_value());
      some.clear();
    }
    check(queue->planned().has_value());
  }
  void release() const { check(open()->move_all(NoticeState::planned, NoticeEvent::released, wall_clock()).has_value()); }
  std::unique_ptr<NoticeQueue> open() const {
    static SeededRandom random{2};
    return std::move(open_sqlite_queue(path(), key_, random).value());
  }
  std::string path() const { return (dir_ / "campaign.db").string(); }
  std::string dots() const { return (dir_ / "dots").string(); }

 private:
  static SealKey new_key() {
    SeededRandom random{1};
    return new_seal_key(random);
  }
  fs::path dir_;
  SealKey key_ = new_key();
};

std::string message_id(const QueuedNotice& notice) { return fmt::format("t.{}@mutuelle.example", notice.number); }

Result<ports::PostedMail> make(const MailToMake& wanted) {
  thread_local const auto format = mime_mail();
  const std::string to = fmt::format("p{}@example.org", wanted.notice.number);
  NoticeRow row = sample::row();
  row.person = wanted.notice.person;
  TRY(notice, notice_of(sample::campaign(), row, sample::texts(wanted.notice.group.language), sample::kinds()));
  const MailText text = mail_of(notice);
  TRY(bytes, format->plain({{{"Mutuelle Exemple", "info@mutuelle.example"}, {{"Zoé Exemplaire", to}}, text.subject, wanted.first_at, message_id(wanted.notice)},
                            text.body,
                            {}}));
  return ports::PostedMail{wanted.notice.number, wanted.attempt, fmt::format("n+{}@bounce.mutuelle.example", wanted.notice.number), to, "", std::move(bytes)};
}

SmtpLineConfig line_to(const Sink& sink) {
  SmtpLineConfig config;
  config.relay = {
      .host = "127.0.0.1", .port = sink.port(), .tls = SmtpMailerConfig::Tls::none, .ca_file = {}, .user = {}, .password = {}, .our_name = "mutuelle.example"};
  config.connections = connections;
  return config;
}

const MailSites& unlimited() {
  static const MailSites sites{{"standard", {}, 1e9}, {}};
  return sites;
}

// What `notices send` does, from start to end or until it is killed.
MailingEnd send(const House& house, const Sink& sink, std::uint64_t owner, const MakeMail& make_mail, const KnownToRelay& known) {
  const auto queue = house.open();
  const auto journal = open_dot_journal(house.dots()).value();
  Mailing mailing({*queue, *journal, unlimited(), wall_clock, message_id}, {.doubt = 0s}, owner);
  check(mailing.recover(make_mail, known).has_value());
  const auto line = smtp_line(line_to(sink), *journal).value();
  return mailing.run(*line, make_mail, [](const MailingEnd&) { return true; }).value();
}

void plan(Bench& bench, const fs::path& dir, std::uint64_t notices) {
  const House house(dir);
  bench.run(fmt::format("plan {} notices", notices), static_cast<std::int64_t>(notices), [&] { house.plan(notices); });
  bench.run(fmt::format("release {} notices", notices), static_cast<std::int64_t>(notices), [&] { house.release(); });
  const auto queue = house.open();
  bench.run(fmt::format("status of {} notices", notices), static_cast<std::int64_t>(notices), [&] { check(queue->counts().value().size() == 2); });
}

void hand_over(Bench& bench, const fs::path& dir, const std::string& name, std::uint64_t notices, const MakeMail& make_mail) {
  const House house(dir);
  house.plan(notices);
  house.release();
  const Sink sink(notices);
  bench.run(name, static_cast<std::int64_t>(notices), [&] { check(send(house, sink, 1, make_mail, {}).handed == notices); });
  for (std::uint64_t i = 1; i <= notices; ++i) check(sink.times(i) == 1);
}

// An RSA key of 2048 bits, made anew: keys do not stand in repositories.
DkimSigner new_signer() {
  EVP_PKEY* key = EVP_RSA_gen(2048);
  BIO* pem = BIO_new(BIO_s_mem());
  check(PEM_write_bio_PrivateKey(pem, key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  char* bytes = nullptr;
  const auto size = static_cast<std::size_t>(BIO_get_mem_data(pem, &bytes));
  DkimSigner signer = mail_signer({bytes, size}, "mutuelle.example", "tocsin").value();
  BIO_free(pem);
  EVP_PKEY_free(key);
  return signer;
}

// The newsletter way: the cursor is moved when the batch is fetched; whoever dies loses what was fetched.
struct NoJournal final : ports::DotJournal {
  void dot(std::uint64_t, std::uint32_t) override {}
  void answer(std::uint64_t, std::uint32_t, int) override {}
};
bool send_by_cursor(const House& house, const Sink& sink, std::uint64_t notices) {
  const auto queue = house.open();
  NoJournal none;
  const auto line = smtp_line(line_to(sink), none).value();
  for (;;) {
    const std::string before = queue->note("cursor").value();
    const std::uint64_t begin = before.empty() ? 0 : std::stoull(before);
    if (begin >= notices) return true;
    const std::uint64_t end = std::min(notices, begin + 1000);
    check(queue->set_note("cursor", std::to_string(end)).has_value());
    std::vector<ports::PostedMail> mails;
    for (std::uint64_t number = begin + 1; number <= end; ++number) {
      QueuedNotice notice = queued(number);
      notice.number = number;
      mails.push_back(std::move(*make({notice, 1, example_campaign().planned_at})));
    }
    line->give(std::move(mails));
    for (std::size_t left = end - begin; left > 0;) left -= line->take(1s).size();
  }
}

struct Storm {
  int kills = 0;
  std::uint64_t lost = 0, doubled = 0;
};

// A sender that is killed at random, again and again, until `kills` are done; then one that may end.
template <class SendOnce>
Storm storm(const Sizes& sizes, const Sink& sink, const SendOnce& send_once) {
  std::mt19937 random(20261122);
  Storm done;
  for (int round = 0; done.kills < sizes.kills && round < 10 * sizes.kills; ++round) {
    const pid_t sender = ::fork();
    check(sender >= 0);
    if (sender == 0) {
      send_once(static_cast<std::uint64_t>(round) + 1);
      ::_exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 250));
    ::kill(sender, SIGKILL);
    int ended = 0;
    ::waitpid(sender, &ended, 0);
    if (!WIFSIGNALED(ended)) break;  // all was sent before the kill
    ++done.kills;
  }
  send_once(999'999);
  for (std::uint64_t i = 1; i <= sizes.stormed; ++i) {
    done.lost += sink.times(i) == 0 ? 1 : 0;
    done.doubled += sink.times(i) > 1 ? static_cast<std::uint64_t>(sink.times(i) - 1) : 0;
  }
  return done;
}

void report(Bench& bench, const std::string& name, const Sizes& sizes, const std::function<Storm()>& blow) {
  Storm done;
  auto& run = bench.run(name, static_cast<std::int64_t>(sizes.stormed), [&] { done = blow(); });
  run.name = fmt::format("{}: {} kills, {} lost, {} doubled", name, done.kills, done.lost, done.doubled);
  run.ratio_to["kills"] = done.kills;
  run.ratio_to["lost"] = static_cast<double>(done.lost);
  run.ratio_to["doubled"] = static_cast<double>(done.doubled);
}

void storms(Bench& bench, const fs::path& dir, const Sizes& sizes) {
  const auto with_house = [&](const auto& use) {
    const House house(dir);
    house.plan(sizes.stormed);
    house.release();
    const Sink sink(sizes.stormed);
    return use(house, sink);
  };
  report(bench, "kill -9, journal alone", sizes, [&] {
    return with_house(
        [&](const House& house, const Sink& sink) { return storm(sizes, sink, [&](std::uint64_t owner) { send(house, sink, owner, make, {}); }); });
  });
  report(bench, "kill -9, journal and the relay's log", sizes, [&] {
    return with_house([&](const House& house, const Sink& sink) {
      const KnownToRelay log = [&](const std::set<std::string>& wanted) -> Result<std::set<std::string>> {
        std::this_thread::sleep_for(20ms);  // what was on the wire has arrived
        std::set<std::string> found;
        for (const std::string& id : wanted)
          if (sink.times(std::stoull(id.substr(2))) > 0) found.insert(id);
        return found;
      };
      return storm(sizes, sink, [&](std::uint64_t owner) { send(house, sink, owner, make, log); });
    });
  });
  report(bench, "kill -9, a cursor as newsletters have it", sizes, [&] {
    return with_house(
        [&](const House& house, const Sink& sink) { return storm(sizes, sink, [&](std::uint64_t) { send_by_cursor(house, sink, sizes.stormed); }); });
  });
}

void by_cursor(Bench& bench, const fs::path& dir, std::uint64_t notices) {
  const House house(dir);
  house.plan(1);
  const Sink sink(notices);
  bench.run(fmt::format("hand over {} mails by a cursor, no ledger", notices), static_cast<std::int64_t>(notices),
            [&] { check(send_by_cursor(house, sink, notices)); });
}

}  // namespace
}  // namespace tocsin

int main(int argc, char** argv) {
  using namespace tocsin;
  Bench bench("dispatch");
  Sizes sizes;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--full") sizes = {33'000'000, 1'000'000, 50'000, 240'000, 300};
    if (std::string_view(argv[i]) == "--quick") sizes = {100'000, 20'000, 1'000, 10'000, 10};
  }
  const fs::path dir = fs::temp_directory_path() / ("tocsin-bench-dispatch-" + std::to_string(::getpid()));
  (void)sample::texts("fr");
  (void)sample::texts("de");
  (void)sample::kinds();
  // The storms fork and come first, while this process has no thread.
  storms(bench, dir, sizes);
  hand_over(bench, dir, fmt::format("hand over {} mails", sizes.sent), sizes.sent, make);
  const DkimSigner signer = new_signer();
  hand_over(bench, dir, fmt::format("hand over {} mails signed with RSA-2048", sizes.signed_mails), sizes.signed_mails,
            [&signer](const MailToMake& wanted) -> Result<ports::PostedMail> {
              TRY(mail, make(wanted));
              mail.bytes = dkim_field(mail.bytes, signer, wanted.first_at) + mail.bytes;
              return mail;
            });
  by_cursor(bench, dir, sizes.sent);
  plan(bench, dir, sizes.planned);
  return bench.finish(argc, argv);
}

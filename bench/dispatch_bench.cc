// Telling millions: planning, mails through a loopback relay with a ledger per person, and what a kill costs.

#include <filesystem>

#include "adapters/sqlite_queue/sqlite_queue.h"
#include "base/check.h"
#include "base/digest.h"
#include "bench.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

QueuedNotice notice_of(const CampaignId& campaign, std::uint64_t i) {
  const std::string person = std::to_string(i);
  constexpr const char* sites[] = {"google", "microsoft", "orange", "gmx", "other-03", "other-17", "other-42", "other-61"};
  QueuedNotice notice{.id = notice_id(campaign, person, "mutuelle-exemple", 1), .person = person, .controller = "mutuelle-exemple"};
  notice.group = {Certainty::confirmed, i % 7 == 0 ? "de" : "fr", NoticeChannel::mail};
  notice.plate = fmt::format(
      R"({{"address":["Zoé Exemplaire","{} rue des Essais","75001 PARIS"],"addressed":"person","email":"p{}@example.org","kinds":["name","birth_date","social_security_number"],"recipient":"Zoé Exemplaire"}})",
      i % 190, i);
  notice.said = sha256(notice.plate);
  notice.site = sites[i % 8];
  notice.turn = static_cast<std::uint32_t>(i * 2654435761u >> 26 & 63);
  return notice;
}

void plan(Bench& bench, std::uint64_t notices, const fs::path& dir) {
  SeededRandom random{1};
  const SealKey key = new_seal_key(random);
  const CampaignFile campaign{CampaignId::of("00112233445566778899aabbccddeeff").value(), IncidentId::of("11111111111111111111111111111111").value(),
                              sha256("content"), "{}", at("2026-11-22T09:00:00Z")};
  const auto queue = make_sqlite_queue((dir / "plan.db").string(), key, campaign, random).value().release();
  bench.run(fmt::format("plan {} notices", notices), static_cast<std::int64_t>(notices), [&] {
    std::vector<QueuedNotice> some;
    for (std::uint64_t i = 1; i <= notices; ++i) {
      some.push_back(notice_of(campaign.id, i));
      if (some.size() < 10'000 && i < notices) continue;
      check(queue->add(some).has_value());
      some.clear();
    }
    check(queue->planned().has_value());
  });
  bench.run(fmt::format("release {} notices", notices), static_cast<std::int64_t>(notices),
            [&] { check(queue->move_all(NoticeState::planned, NoticeEvent::released, campaign.planned_at).value() == notices); });
  bench.run(fmt::format("status of {} notices", notices), static_cast<std::int64_t>(notices), [&] { check(queue->counts().value().size() == 2); });
  fmt::print(stderr, "{} bytes a notice\n", fs::file_size(dir / "plan.db") / notices);
  delete queue;
}

}  // namespace
}  // namespace tocsin

int main(int argc, char** argv) {
  using namespace tocsin;
  Bench bench("dispatch");
  const fs::path dir = fs::temp_directory_path() / "tocsin-bench-dispatch";
  fs::remove_all(dir);
  fs::create_directories(dir);
  plan(bench, 2'000'000, dir);
  fs::remove_all(dir);
  return bench.finish(argc, argv);
}

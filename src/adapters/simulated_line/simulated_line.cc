#include "adapters/simulated_line/simulated_line.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/digest.h"
#include "deliveries/simulator.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using ports::HandOver;
using ports::PostedMail;
using ports::PostReport;

constexpr std::uint64_t mails_in_a_folder = 5000;

bool lay_down(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  return !!out;
}

class SimulatedLine final : public ports::MailLine {
 public:
  SimulatedLine(SimulatedLineConfig config, ports::DotJournal& journal) : config_(std::move(config)), journal_(journal) {}

  void give(std::vector<PostedMail> mails) override {
    std::vector<PostedMail> others;
    for (PostedMail& mail : mails) {
      if (config_.beyond != nullptr && !is_simulated(mail.to))
        others.push_back(std::move(mail));
      else
        reports_.push_back(take_one(mail));
    }
    if (!others.empty()) config_.beyond->give(std::move(others));
  }

  std::vector<PostReport> take(std::chrono::milliseconds longest) override {
    std::vector<PostReport> all = std::exchange(reports_, {});
    if (config_.beyond != nullptr) {
      std::vector<PostReport> more = config_.beyond->take(all.empty() ? longest : std::chrono::milliseconds(0));
      all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    } else if (all.empty()) {
      std::this_thread::sleep_for(longest);
    }
    return all;
  }

 private:
  PostReport take_one(const PostedMail& mail) {
    const SimulatedAnswer answer = simulated_answer(mail.to, mail.attempt);
    const bool taken = answer.reply.code == 0 || answer.reply.code / 100 == 2;
    journal_.dot(mail.number, mail.attempt);
    if (taken) {
      const fs::path path = fs::path(config_.folder) / fmt::format("mails-{:04}/{:08}.eml", (mail.number - 1) / mails_in_a_folder + 1, mail.number);
      if (!lay_down(path, mail.bytes)) {
        journal_.answer(mail.number, mail.attempt, 0);
        return {mail.number, mail.attempt, false, {HandOver::deferred, 0, {}, "the folder for mails cannot be written"}};
      }
      come_back(answer, mail);
    }
    if (answer.reply.code == 0) return {mail.number, mail.attempt, true, {HandOver::in_doubt, 0, {}, "the mail went out whole, but the answer never came"}};
    journal_.answer(mail.number, mail.attempt, answer.reply.code);
    const HandOver outcome = taken ? HandOver::accepted : answer.reply.code / 100 == 5 ? HandOver::rejected : HandOver::deferred;
    return {mail.number, mail.attempt, true, {outcome, answer.reply.code, answer.reply.enhanced, "the simulator says so"}};
  }

  void come_back(const SimulatedAnswer& answer, const PostedMail& mail) {
    if (answer.comeback == Comeback::nothing) return;
    const Instant at = config_.now() + answer.later;
    const std::string_view headers = std::string_view(mail.bytes).substr(0, mail.bytes.find("\r\n\r\n"));
    const fs::path returns = fs::path(config_.folder) / "returns";
    const std::string name = hex(sha256(mail.from)).substr(0, 24);
    const std::string bytes = comeback_of(answer.comeback, {mail.from, mail.to, headers, at});
    if (answer.later.count() == 0)
      lay_down(returns / "new" / name, bytes);
    else
      lay_down(returns / "later" / fmt::format("{}-{}", at.time_since_epoch().count(), name), bytes);
  }

  SimulatedLineConfig config_;
  ports::DotJournal& journal_;
  std::vector<PostReport> reports_;
};

}  // namespace

std::unique_ptr<ports::MailLine> simulated_line(SimulatedLineConfig config, ports::DotJournal& journal) {
  return std::make_unique<SimulatedLine>(std::move(config), journal);
}

void deliver_late_returns(const std::string& folder, Instant now) {
  const fs::path returns = fs::path(folder) / "returns";
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(returns / "later", ignored)) {
    const std::string name = entry.path().filename().string();
    if (std::stoll("0" + name.substr(0, name.find('-'))) > now.time_since_epoch().count()) continue;
    fs::create_directories(returns / "new", ignored);
    fs::rename(entry.path(), returns / "new" / name, ignored);
  }
}

}  // namespace tocsin

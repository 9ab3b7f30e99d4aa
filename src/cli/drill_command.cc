// drill NAME: plays a scenario.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <istream>
#include <ostream>

#include "app/start_here.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "cli/drill.h"
#include "cli/said_error.h"
#include "ports/workshop.h"
#include "resources/resources.h"
#include "rules/local_time.h"

extern char** environ;

namespace tocsin::cli {
namespace {

using Variables = std::map<std::string, std::string>;

struct Outcome {
  json::value json;
  std::string text;
  int exit = 0;
  std::string error_kind, error_what, error_remedy;
};

// Runs a program that stands beside this one, and reads what it says.
Result<Outcome> outcome_of_program(const std::string& self, const std::string& program, const std::vector<std::string>& words) {
  const std::string path = self.substr(0, self.rfind('/') + 1) + program;
  std::vector<char*> argv{const_cast<char*>(path.c_str())};
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return failure(ErrorKind::unavailable, "no pipe could be made", program);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  pid_t pid = 0;
  const int error = ::posix_spawn(&pid, path.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  if (error != 0) {
    ::close(pipe[0]);
    return failure(ErrorKind::unavailable, "a program of this installation could not be started", path, "build or install Tocsin whole");
  }
  Outcome outcome;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = ::read(pipe[0], buffer.data(), buffer.size())) > 0;) outcome.text.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  outcome.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  if (const auto json = json_of(outcome.text, program)) outcome.json = *json;
  return outcome;
}

// The drill's own two hands: keep a copy of a file, and change one byte as somebody might who has the disk.
Result<Outcome> outcome_of_hand(Workshop& workshop, const std::string& hand, const std::vector<std::string>& words) {
  constexpr std::size_t size_max = 64U << 20;
  if (hand == "write") {
    TRY_DO(workshop.files().write(words.at(0), words.at(1)));
    return Outcome{};
  }
  TRY(bytes, workshop.files().read(words.at(0), size_max));
  if (hand == "copy") {
    TRY_DO(workshop.files().write(words.at(1), bytes));
    return Outcome{};
  }
  if (hand == "change-byte") {
    const auto place = bytes.find(words.at(1));
    if (place == std::string::npos) return failure(ErrorKind::invalid, "the text to change is not in the file", words.at(0));
    bytes.replace(place, words.at(2).size(), words.at(2));
    TRY_DO(workshop.files().write(words.at(0), bytes));
    return Outcome{};
  }
  return failure(ErrorKind::invalid, "a scenario names a program that nobody knows", hand);
}

Outcome outcome_of_command(const std::vector<std::string>& words, Session session) {
  Outcome outcome;
  const auto answer = answer_to(words, session);
  if (answer) {
    outcome.json = answer->json;
    outcome.text = answer->text;
    outcome.exit = answer->exit_code;
    return outcome;
  }
  outcome.exit = exit_code_of(answer.error().kind);
  const Error error = said(answer.error(), session.language);
  outcome.error_kind = name_of(error.kind);
  outcome.error_what = error.what;
  outcome.error_remedy = error.remedy;
  return outcome;
}

class Player {
 public:
  Player(Drill drill, Zone zone, Session session, std::string folder, std::ostream& out)
      : drill_(std::move(drill)), zone_(std::move(zone)), session_(std::move(session)), folder_(std::move(folder)), out_(out) {
    session_.progress = &quiet_;
    session_.store_dir = folder_ + "/store";
    session_.key_dir = folder_ + "/keys";
  }

  void set(const std::string& name, std::string value) { variables_[name] = std::move(value); }
  const std::string& transcript() const { return transcript_; }
  Instant now() const { return now_.value_or(Instant{}); }

  Result<void> play(bool stepwise) {
    std::size_t number = 0;
    for (const DrillStep& step : drill_.steps) {
      TRY_DO(play_step(step, ++number));
      if (stepwise && !step.say.empty()) {
        out_ << "      " << session_.say("drill.go_on") << ' ' << std::flush;
        std::string line;
        std::getline(*session_.in, line);
      }
    }
    return {};
  }

 private:
  void line(const std::string& text) {
    out_ << text << '\n' << std::flush;
    transcript_ += text + "\n";
  }

  Result<std::vector<std::string>> words_of(const DrillStep& step, const std::string& where) {
    std::vector<std::string> words;
    for (const std::string& word : step.run) {
      auto text = filled(word, variables_, {}, zone_);
      if (!text) return failure(ErrorKind::invalid, "a scenario uses a name that has no value yet", where + ": " + word);
      words.push_back(std::move(*text));
    }
    return words;
  }

  Result<Outcome> outcome_of(const DrillStep& step, const std::vector<std::string>& words) {
    if (step.program == "tocsin") {
      Session session = session_;
      session.actor = who_;
      std::vector<std::string> with_time = words;
      if (now_ && step.at) with_time.insert(with_time.begin(), {"--now", rfc3339(*now_)});
      return outcome_of_command(with_time, session);
    }
    if (step.program == "make-leak" || step.program == "tocsin-verify") return outcome_of_program(session_.self, step.program, words);
    return outcome_of_hand(*session_.workshop, step.program, words);
  }

  std::string said(const DrillStep& step) const {
    std::string text = filled(step.say, variables_, {}, zone_).value_or(step.say);
    if (!step.who.empty()) return who_ + ": " + text;
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  std::string heading() const {
    const Words& say = session_.say;
    return '\n' + say("drill.heading",
                      {{"weekday", said_weekday(*now_, zone_, say)}, {"date", iso_date(zone_.date(*now_))}, {"time", zone_.rfc3339(*now_).substr(11, 5)}});
  }

  void show(const DrillStep& step, const Outcome& outcome) {
    for (const std::string& one : step.show)
      if (const auto text = filled(one, variables_, outcome.json, zone_)) line("      " + *text);
    for (const ShowEach& each : step.each) {
      json::error_code error;
      const json::value* list = outcome.json.find_pointer(each.list, error);
      if (error || list == nullptr || !list->is_array()) continue;
      std::int64_t shown = 0;
      for (const json::value& member : list->get_array()) {
        if (shown == each.most) break;
        if (const auto text = filled(each.line, variables_, member, zone_)) {
          line("      " + *text);
          ++shown;
        }
      }
    }
    const std::string simulated = session_.say("simulated.line", {{"now", rfc3339(now())}});
    std::int64_t lines = 0;
    for (const std::string_view text : split(outcome.text, '\n')) {
      if (lines == step.text_lines) break;
      if (text.empty() || text == simulated) continue;  // the latter was said once, at the beginning
      line("      " + std::string(text));
      ++lines;
    }
  }

  Result<void> play_step(const DrillStep& step, std::size_t number) {
    const std::string where = fmt::format("{}, step {}", drill_.name, number);
    if (!step.who.empty()) who_ = step.who;
    if (step.at && (!now_ || *step.at != *now_)) {
      now_ = step.at;
      if (!step.say.empty()) line(heading());
    }
    if (!step.say.empty()) line(said(step));
    if (step.run.empty()) return {};
    TRY(words, words_of(step, where));
    TRY(outcome, outcome_of(step, words));
    if (outcome.exit != step.exit || (!step.error.empty() && outcome.error_kind != step.error))
      return failure(ErrorKind::refused,
                     fmt::format("the drill went another way than it should: `{} {}` ended with {} {}", step.program, joined(words, " "), outcome.exit,
                                 outcome.error_what),
                     where, outcome.error_remedy);
    for (const auto& [name, pointer] : step.keep) {
      auto value = filled("{" + pointer + "}", {}, outcome.json, zone_);
      if (!value) return failure(ErrorKind::corrupt, "an answer lacks what the drill needs of it", where + ": " + pointer);
      variables_[name] = *value;
      variables_[name + "8"] = value->substr(0, 8);
    }
    if (step.exit != 0 && !outcome.error_what.empty())
      line("      " + session_.say("drill.refused", {{"what", outcome.error_what}, {"remedy", outcome.error_remedy}}));
    show(step, outcome);
    return {};
  }

  Drill drill_;
  Zone zone_;
  Session session_;
  std::string folder_;
  std::ostream& out_;
  std::ostream quiet_{nullptr};  // progress lines of the commands; the drill has its own
  Variables variables_;
  std::string who_;
  std::optional<Instant> now_;
  std::string transcript_;
};

Result<Answer> drill(const Arguments& words, Session& session) {
  const std::string name = words.text("name");
  const auto scenario = resource("scenarios/" + name + ".toml");
  if (!scenario) {
    std::string known;
    for (const Resource& one : resources_under("scenarios/"))
      if (one.name.ends_with(".toml")) known += " " + std::string(one.name.substr(10, one.name.size() - 15));
    return failure(ErrorKind::invalid, "there is no drill of that name", name, "drills:" + known);
  }
  TRY(script, drill_of(*scenario, "scenarios/" + name + ".toml"));
  TRY(zone, Zone::named(script.zone));
  TRY(persons, words.number_if("--persons"));
  const std::int64_t count = persons.value_or(script.persons);
  if (persons && (count < 1000 || count > 33'000'000))
    return failure(ErrorKind::invalid, "that many persons cannot be drilled", "--persons", "give a number from 1000 to 33000000");

  // A folder that is not a drill's is never emptied.
  const std::string folder = "out/drill/" + name;
  Files& files = session.workshop->files();
  if (files.exists(folder) && !files.exists(folder + "/.drill"))
    return failure(ErrorKind::refused, "this folder holds something else than a drill", folder, "move it away");
  TRY_DO(files.remove_all(folder));
  TRY_DO(files.write(folder + "/.drill", "made by tocsin drill\n"));

  std::ostream& out = session.json ? *session.progress : *session.out;
  out << session.say("drill.simulated", {{"title", script.title}}) << '\n';
  const std::vector<DrillFile> listed = script.files;
  const std::string title = script.title;
  Player player(std::move(script), zone, session, folder, out);
  player.set("out", folder);
  player.set("persons", std::to_string(count));
  player.set("lang", words.text_if("--lang").value_or("fr"));
  TRY_DO(player.play(words.flag("--step")));
  TRY_DO(files.write(folder + "/transcript.txt", player.transcript()));

  std::vector<ListedFile> there;
  for (const DrillFile& file : listed)
    if (files.exists(folder + "/" + file.path)) there.push_back({file.path, file.says});
  TRY_DO(write_start_here(*session.workshop, folder, title, there, player.now(), session.say));
  json::array list;
  for (const ListedFile& file : there) list.push_back({{"path", folder + "/" + file.path}, {"says", file.says}});
  return Answer{json::object{{"drill", name}, {"out", folder}, {"persons", count}, {"files", list}, {"simulated", true}},
                fmt::format("\n{}\n", session.say("drill.done", {{"folder", folder}}))};
}

}  // namespace

CommandSpec drill_command() { return {"drill", {{"name", Word::Kind::value, true}, {"--persons"}, {"--step", Word::Kind::flag}, {"--lang"}}, drill}; }

}  // namespace tocsin::cli

#include "story.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "obligations/obligations.h"
#include "obligations/one_deadline.h"

namespace tocsin {
namespace {

const Words& english() {
  static const Words words = Words::in("en").value();
  return words;
}

struct Party {
  IncidentHead head;
  OrganisationProfile organisation;
  std::vector<Fact> facts;

  Incident incident() const { return incident_of(head, facts); }
};

std::string_view cut(std::string_view& line, std::string_view until) {
  const std::size_t place = std::min(line.find(until), line.size());
  const std::string_view head = line.substr(0, place);
  line.remove_prefix(std::min(place + until.size(), line.size()));
  return trimmed(head);
}

bool take(std::string_view& line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return false;
  line.remove_prefix(prefix.size());
  line = trimmed(line);
  return true;
}

// kind a=b c="d e"
std::map<std::string, std::string, std::less<>> words_of(std::string_view line) {
  std::map<std::string, std::string, std::less<>> words;
  for (line = trimmed(line); !line.empty(); line = trimmed(line)) {
    const std::string name(cut(line, "="));
    if (take(line, "\""))
      words[name] = std::string(cut(line, "\""));
    else
      words[name] = std::string(cut(line, " "));
  }
  return words;
}

class Player {
 public:
  explicit Player(const Law& law) : law_(law) {}

  StoryResult play(std::string_view story) {
    for (std::string_view line : split(story, '\n')) {
      ++number_;
      line = trimmed(line.substr(0, line.find('#')));
      if (!line.empty()) line_of(line);
    }
    return result_;
  }

 private:
  void fail(const std::string& what) { result_.failures.push_back(fmt::format("line {}: {}", number_, what)); }

  std::optional<Instant> time(std::string_view text) {
    if (text == "now") return now_;
    std::string full(text);
    if (full.size() > 16 && full[16] != ':') full.insert(16, ":00");  // seconds may be left out
    const auto instant = instant_of(full);
    if (!instant) fail(fmt::format("\"{}\" is no time: {}", text, instant.error().what));
    return instant ? std::optional(*instant) : std::nullopt;
  }

  void line_of(std::string_view line) {
    if (take(line, "party ")) return party(line);
    if (take(line, "at ")) return clock(line);
    const std::string name(cut(line, " "));
    const auto found = parties_.find(name);
    if (found == parties_.end()) return fail(fmt::format("there is no party \"{}\"", name));
    Party& who = found->second;
    std::string author = "anna";
    if (take(line, "by ")) author = cut(line, " ");
    if (take(line, "records ")) return record(who, author, line, true);
    ++result_.expectations;
    if (take(line, "cannot record ")) return record(who, author, line, false);
    if (take(line, "owes ")) return owes(who, line);
    if (take(line, "does not owe ")) return does_not_owe(who, line);
    if (take(line, "has met late ")) return has_met(who, line, ObligationState::met_late);
    if (take(line, "has met ")) return has_met(who, line, ObligationState::met);
    if (take(line, "is told ")) return is_told(who, line);
    if (take(line, "is exposed since ")) return exposed(who, line);
    fail("this line is not understood");
  }

  // insurer: controller, FR, fr-cnil
  void party(std::string_view line) {
    const std::string name(cut(line, ":"));
    Party party;
    const auto role = role_of(cut(line, ","));
    if (!role) return fail("a party is controller, processor or authority");
    party.head.role = *role;
    party.organisation.country = cut(line, ",");
    party.head.authority = trimmed(line);
    if (!law_.authority(party.head.authority)) fail(fmt::format("there is no authority \"{}\"", party.head.authority));
    parties_[name] = party;
  }

  void clock(std::string_view line) {
    const auto instant = time(line);
    if (!instant) return;
    if (*instant < now_) fail("the clock went back");
    now_ = *instant;
  }

  void record(Party& who, const std::string& author, std::string_view line, bool wanted) {
    const std::string kind(cut(line, " "));
    auto words = words_of(line);
    for (auto& [name, text] : words)
      if (text == "now")
        text = rfc3339(now_);
      else if (text.size() > 16 && text[10] == 'T' && text[16] != ':')
        text.insert(16, ":00");
    const auto fact = fact_of_words(kind, words);
    if (!fact) return fail(fact.error().what + " (" + fact.error().where + ")");
    std::string padded = author;
    padded.resize(16, '.');
    const PersonId person = PersonId::of_bytes(padded);
    Result<void> accepted = acceptable(who.incident(), *fact, person);
    if (accepted) accepted = plausible(*fact, now_);
    if (accepted.has_value() != wanted) return fail(wanted ? accepted.error().what : "the fact was accepted");
    if (!wanted) return;
    who.facts.push_back({.seq = who.facts.size() + 1,
                         .recorded_at = now_,
                         .author = person,
                         .body = fact->body,
                         .state = fact->state,
                         .basis = fact->basis,
                         .supersedes = fact->supersedes});
  }

  Findings findings(const Party& who) const { return evaluate(who.incident(), law_, who.organisation, now_); }
  Obligations obligations(const Party& who) const { return obligations_of(findings(who), who.incident(), now_); }

  // Of several of one name the one towards `to_whom`.
  std::optional<Obligation> named(const Party& who, std::string_view name, std::string_view to_whom = {}) {
    for (const Obligation& obligation : obligations(who))
      if (obligation.name == name && (to_whom.empty() || obligation.to_whom == to_whom)) return obligation;
    fail(fmt::format("there is no obligation {}{}{}", name, to_whom.empty() ? "" : " to ", to_whom));
    return {};
  }

  void same_time(std::string_view what, const std::optional<Instant>& is, std::string_view wanted) {
    const auto instant = time(wanted);
    if (instant && is != instant) fail(fmt::format("{} is {}, not {}", what, is ? rfc3339(*is) : "nothing", rfc3339(*instant)));
  }

  void owes(const Party& who, std::string_view line) {
    const std::string name(cut(line, ","));
    std::vector<std::string_view> clauses;
    while (!trimmed(line).empty()) clauses.push_back(cut(line, ","));
    std::string_view to_whom;
    for (std::string_view clause : clauses)
      if (take(clause, "to ")) to_whom = clause;
    const auto obligation = named(who, name, to_whom);
    if (!obligation) return;
    if (!obligation->is_open()) return fail(fmt::format("{} is {}", name, name_of(obligation->state)));
    for (const std::string_view clause : clauses) hold(*obligation, clause);
  }

  void hold(const Obligation& obligation, std::string_view clause) {
    if (take(clause, "to ")) return;
    if (take(clause, "by ")) return same_time("the target", obligation.due_at, clause);
    if (take(clause, "late from ")) return same_time("the end", obligation.late_from, clause);
    if (take(clause, "state ")) {
      if (name_of(obligation.state) != clause) fail(fmt::format("the state is {}, not {}", name_of(obligation.state), clause));
    } else if (take(clause, "kind ")) {
      if (name_of(obligation.due_kind) != clause) fail(fmt::format("its date is {}, not {}", name_of(obligation.due_kind), clause));
    } else if (take(clause, "because ")) {
      because(obligation, clause);
    } else if (take(clause, "missing ")) {
      if (std::find(obligation.missing.begin(), obligation.missing.end(), clause) == obligation.missing.end()) fail(fmt::format("{} is not missing", clause));
    } else if (clause == "without a figure") {
      if (obligation.due_at) fail(fmt::format("it has a date: {}", rfc3339(*obligation.due_at)));
    } else if (clause == "provisionally") {
      if (!obligation.provisional) fail("it is not provisional");
    } else {
      fail(fmt::format("\"{}\" is not understood", clause));
    }
  }

  void because(const Obligation& obligation, std::string_view reason) {
    const bool said = std::any_of(obligation.because.begin(), obligation.because.end(), [&](Because because) { return name_of(because) == reason; });
    if (said) return;
    std::string reasons;
    for (const Because because : obligation.because) reasons += fmt::format(" {}", name_of(because));
    fail(fmt::format("not because {}, but:{}", reason, reasons));
  }

  void does_not_owe(const Party& who, std::string_view line) {
    const std::string name(cut(line, ","));
    const auto obligation = named(who, name);
    if (!obligation) return;
    if (obligation->is_duty()) fail(fmt::format("{} is {}", name, name_of(obligation->state)));
    if (take(line, "because ") || (line = trimmed(line), take(line, "because "))) because(*obligation, line);
  }

  void has_met(const Party& who, std::string_view line, ObligationState state) {
    const std::string name(cut(line, ", to "));
    const auto obligation = named(who, name, trimmed(line));
    if (obligation && obligation->state != state) fail(fmt::format("{} is {}", name, name_of(obligation->state)));
  }

  void is_told(const Party& who, std::string_view line) {
    take(line, "\"");
    const std::string wanted(cut(line, "\""));
    const Obligations all = obligations(who);
    const Obligation* first = one_deadline(all);
    const std::string said = first == nullptr ? "nothing" : said_deadline(*first, now_, findings(who).zone, english());
    if (said != wanted) fail(fmt::format("people are told \"{}\"", said));
  }

  void exposed(const Party& who, std::string_view line) { same_time("the exposure", findings(who).exposed_since, line); }

  const Law& law_;
  std::map<std::string, Party> parties_;
  Instant now_{};
  int number_ = 0;
  StoryResult result_;
};

}  // namespace

StoryResult play(std::string_view story, const Law& law) { return Player(law).play(story); }

}  // namespace tocsin

#include "app/notice_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "app/notice_making.h"
#include "app/record.h"
#include "base/text.h"
#include "deliveries/simulator.h"
#include "deliveries/waves.h"
#include "notices/name_fit.h"
#include "notices/placing.h"

namespace tocsin {
namespace {

constexpr std::size_t notices_at_once = 10'000;  // one transaction
constexpr std::size_t most_reasons = 8;

std::string language_of(const std::string& own, const NoticeRule& rule, const NoticeWords& words) {
  const std::string whole = lower_ascii(trimmed(own)), code = whole.substr(0, 2);
  return words.texts.contains(whole) ? whole : words.texts.contains(code) ? code : rule.language;
}

// The first channel of the rule that this person has; the reason where one exists but cannot be used. What later
// channels need stands on the plate too: a mail that comes back goes as a letter without a new plan.
void choose_channel(const PersonToTell& person, const NoticeRule& rule, const NoticeWords& words, QueuedNotice& notice, Plate& plate) {
  bool chosen = false;
  for (const NoticeChannel channel : rule.channels) {
    if (channel == NoticeChannel::mail && !person.email.empty()) {
      plate.email = person.email;
      if (!std::exchange(chosen, true)) notice.group.channel = channel;
      notice.because.clear();
    }
    if (channel != NoticeChannel::letter || (person.address.street.empty() && person.address.town.empty())) continue;
    auto lines =
        address_lines(person.address, {words.posts.contains(person.address.country) ? person.address.country : "", notice.group.language}, words.posts);
    auto* ready = std::get_if<std::vector<std::string>>(&lines);
    if (ready != nullptr) plate.address = std::move(*ready);
    if (chosen) continue;
    notice.group.channel = channel;
    if (ready == nullptr) notice.because = name_of(std::get<HeldBecause>(lines));
    chosen = ready != nullptr;
    if (chosen) notice.because.clear();
  }
}

// One of each stratum and addressee.
using Samples = std::map<std::pair<NoticeGroup, Addressed>, QueuedNotice>;

std::string_view suffix_of(Addressed addressed) {
  return addressed == Addressed::guardian ? "-guardian" : addressed == Addressed::dependant ? "-dependant" : "";
}

// Collects what a plan must know of all notices before the first is written.
class Survey {
 public:
  Survey(const NoticeRule& rule, const NoticeWords& words) : rule_(rule), words_(words) {
    for (const std::string& fact : words.missing) reasons_.insert("no fact " + fact);
  }

  Result<void> look(const PersonToTell& person) {
    const QueuedNotice notice = notice_for(person, rule_, words_);
    set_.add(notice.said);
    ++notices_;
    ++strata_[notice.group];
    if (notice.state == NoticeState::held) ++held_[notice.because];
    controllers_.insert(notice.controller);
    if (notice.state != NoticeState::planned) return {};
    TRY(plate, plate_of(notice.plate));
    samples_.try_emplace({notice.group, plate.addressed}, notice);
    return lint(notice, plate);
  }

  Result<void> done() const {
    if (notices_ == 0) return failure(ErrorKind::invalid, "the scope holds nobody to tell", rule_.controller ? "--controller " + *rule_.controller : "--scope");
    if (reasons_.empty()) return {};
    return failure(ErrorKind::refused, "the notices are not fit to be sent: " + joined({reasons_.begin(), reasons_.end()}, "; "), "notices plan",
                   "say what is missing as a fact or in notices.toml in the store's folder, or change the texts; docs/formats/campaign.md");
  }

  Digest set() { return set_.finish(); }
  const Samples& samples() const { return samples_; }
  const std::map<std::string, std::uint64_t>& held() const { return held_; }
  const std::set<std::string>& controllers() const { return controllers_; }
  std::uint64_t notices() const { return notices_; }
  const std::map<NoticeGroup, std::uint64_t>& strata() const { return strata_; }

 private:
  // Notices that differ in nothing but the name read the same: one of each is judged.
  Result<void> lint(const QueuedNotice& notice, const Plate& plate) {
    if (notice.group.channel == NoticeChannel::none) return {};
    if (!judged_.insert(fmt::format("{}/{}/{}/{}", notice.group.language, static_cast<int>(plate.addressed), notice.controller, joined(plate.kinds, " ")))
             .second)
      return {};
    TRY(findings, NoticeMaker(words_, CampaignId{}, Instant{}).findings(notice, plate));
    for (const LintFinding& finding : findings)
      if (reasons_.size() < most_reasons) reasons_.insert(fmt::format("{}: {} {}", notice.group.language, name_of(finding.rule), finding.where));
    return {};
  }

  const NoticeRule& rule_;
  const NoticeWords& words_;
  NoticeSet set_;
  Samples samples_;
  std::map<NoticeGroup, std::uint64_t> strata_;
  std::map<std::string, std::uint64_t> held_;
  std::set<std::string> controllers_, judged_, reasons_;
  std::uint64_t notices_ = 0;
};

// What was planned before for the same persons gives way, unless it has begun to leave.
Result<void> give_way(World& world, const Incident& incident, const NoticeRule& rule, const CampaignId& id) {
  for (const auto* plan : incident.all<fact::NoticesPlanned>()) {
    if (plan->campaign == id.text()) continue;
    TRY(earlier, open_campaign(world, incident, plan->campaign));
    if (earlier.rule.controller && rule.controller && *earlier.rule.controller != *rule.controller) continue;
    TRY(counts, earlier.queue->counts());
    for (const NoticeCount& count : counts)
      if (!after(count.state, NoticeEvent::superseded) && count.state != NoticeState::superseded && count.state != NoticeState::cancelled)
        return failure(ErrorKind::refused, "these persons are already being told by an earlier campaign", "campaign " + plan->campaign,
                       "corrections and supplements to notices that left are not built yet; `tocsin notices status` shows how far it is");
    for (const NoticeState state : {NoticeState::planned, NoticeState::ready, NoticeState::held, NoticeState::exhausted})
      TRY_DO(earlier.queue->move_all(state, NoticeEvent::superseded, world.now));
  }
  return {};
}

Result<std::string> letter_sample(World& world, const NoticeMaker& maker, const QueuedNotice& notice) {
  TRY(pages, world.workshop.page_writer());
  std::string pdf;
  TRY(printer, pages->print_letters(maker.stationery("Sample"), world.now, [&pdf](std::string_view bytes) -> Result<void> {
    pdf += bytes;
    return {};
  }));
  TRY(letter, maker.letter(notice));
  TRY(outcome, printer->add(letter));
  if (const auto* held = std::get_if<HeldLetter>(&outcome))
    return failure(ErrorKind::refused, fmt::format("the letter of this stratum cannot be set: {}", name_of(held->reason)), "sample",
                   "shorten the texts, or see the fonts");
  TRY_DO(printer->finish());
  return pdf;
}

Result<std::vector<std::string>> write_samples(World& world, const NoticeMaker& maker, const CampaignId& id, const Samples& samples, const std::string& dir) {
  std::vector<std::string> files;
  if (dir.empty()) return files;
  for (const auto& [stratum, first] : samples) {
    const auto& [group, addressed] = stratum;
    if (group.channel == NoticeChannel::none) continue;
    QueuedNotice notice = first;
    notice.id = notice_id(id, notice.person, notice.controller, notice.revision);
    const bool letter = group.channel == NoticeChannel::letter;
    TRY(bytes, letter ? letter_sample(world, maker, notice) : maker.mail(notice, "sample@" + std::string(simulator_domain), world.workshop.mail_format()));
    const std::string path = fmt::format("{}/sample-{}-{}-{}{}.{}", dir, name_of(group.certainty), group.language, name_of(group.channel), suffix_of(addressed),
                                         letter ? "pdf" : "eml");
    TRY_DO(world.workshop.files().write(path, bytes));
    files.push_back(path);
  }
  return files;
}

Result<void> fill_queue(World& world, NoticeQueue& queue, const PersonsWanted& wanted, const NoticeRule& rule, const NoticeWords& words,
                        const std::map<NoticeGroup, std::uint64_t>& strata) {
  std::vector<QueuedNotice> some;
  const auto flush = [&]() -> Result<void> {
    TRY_DO(queue.add(some));
    some.clear();
    return {};
  };
  TRY_DO(for_each_person(world, wanted, [&](const PersonToTell& person) -> Result<void> {
    QueuedNotice notice = notice_for(person, rule, words);
    notice.id = notice_id(queue.campaign().id, notice.person, notice.controller, notice.revision);
    notice.turn = turn_of({notice.id, strata.at(notice.group)});
    some.push_back(std::move(notice));
    return some.size() < notices_at_once ? Result<void>{} : flush();
  }));
  TRY_DO(flush());
  return queue.planned();
}

Result<void> record_plan(World& world, const Actor& planner, const Incident& incident, const NoticePlan& plan, std::uint64_t notices) {
  fact::NoticesPlanned fact{plan.id.text(), static_cast<std::int64_t>(notices), hex(plan.content)};
  TRY(recorded, record(world, planner, incident, {.facts = {{.body = std::move(fact)}}}));
  (void)recorded;
  return {};
}

bool is_recorded(const Incident& incident, const CampaignId& id) {
  const auto all = incident.all<fact::NoticesPlanned>();
  return std::any_of(all.begin(), all.end(), [&](const auto* plan) { return plan->campaign == id.text(); });
}

// The same content is the same campaign, unless it gave way to another in between.
Result<void> find_id(World& world, const Incident& incident, NoticePlan& plan) {
  for (std::uint32_t round = 0;; ++round) {
    plan.id = campaign_id(incident.head().id, plan.content, round);
    plan.known_before = is_recorded(incident, plan.id);
    if (!plan.known_before) return {};
    TRY(known, open_campaign(world, incident, plan.id.text()));
    TRY(counts, known.queue->counts());
    if (std::none_of(counts.begin(), counts.end(), [](const NoticeCount& count) { return count.state == NoticeState::superseded; })) return {};
  }
}

}  // namespace

QueuedNotice notice_for(const PersonToTell& person, const NoticeRule& rule, const NoticeWords& words) {
  QueuedNotice notice{.person = person.person, .controller = person.controller};
  notice.group = {rule.certainty, language_of(person.language, rule, words), NoticeChannel::none};
  const Placing placing = placing_of({.deceased = person.deceased,
                                      .protected_address = person.protected_address,
                                      .guardianship = person.guardianship,
                                      .minor = person.minor,
                                      .guardian_named = !person.guardian.empty(),
                                      .through_insured = person.through_insured,
                                      .former_customer = person.former},
                                     words.insured_is_guardian);
  Plate plate;
  PersonToTell reader = person;
  plate.addressed = placing.addressed;
  if (placing.reader != Reader::person) {
    plate.concerned = person.address.recipient;
    reader.address.recipient = placing.reader == Reader::insured ? person.insured : person.guardian;
    reader.email.clear();  // of the person, if anybody's
  }
  plate.recipient = reader.address.recipient;
  plate.kinds = kinds_of_columns(words.kinds, person.columns);
  choose_channel(reader, rule, words, notice, plate);
  const auto unfit = [](const std::string& name) { return name.empty() ? std::nullopt : fault_of_name(name); };
  const bool is_written = notice.group.channel != NoticeChannel::none;
  if (!placing.held.empty())
    notice.because = placing.held;
  else if (const auto fault = fault_of_name(plate.recipient); fault && is_written)
    notice.because = name_of(*fault);
  else if (const auto other = unfit(plate.concerned); other && is_written)
    notice.because = name_of(*other);
  else if (plate.kinds.empty())
    notice.because = "no_kind_of_data";

  notice.state = !notice.because.empty() ? NoticeState::held : notice.group.channel == NoticeChannel::none ? NoticeState::exhausted : NoticeState::planned;
  if (notice.group.channel == NoticeChannel::mail) notice.site = words.sites.site_of(plate.email);
  notice.plate = text_of(plate);
  notice.said = sha256(canonical({{"because", notice.because},
                                  {"channel", name_of(notice.group.channel)},
                                  {"controller", notice.controller},
                                  {"language", notice.group.language},
                                  {"person", notice.person},
                                  {"plate", notice.plate},
                                  {"revision", notice.revision}}));
  return notice;
}

Result<NoticePlan> plan_notices(World& world, const Actor& planner, const Incident& incident, const Config& config, const NoticePlanWanted& wanted) {
  TRY(words, notice_words(world, incident, config));
  const NoticeRule rule = rule_now(
      words, {.certainty = wanted.certainty.value_or(words.certainty), .language = wanted.language.value_or(words.language), .controller = wanted.controller});
  if (!words.texts.contains(rule.language))
    return failure(ErrorKind::invalid, "there are no texts in this language", "--lang", "a folder of texts/ with a notice.toml");

  // Look at everybody once: the content has its digest before anything is written.
  const PersonsWanted persons{incident.head().id, wanted.scope_dir, wanted.controller, world.store->info().country};
  Survey survey(rule, words);
  TRY_DO(for_each_person(world, persons, [&](const PersonToTell& person) { return survey.look(person); }));
  TRY_DO(survey.done());

  NoticePlan plan;
  plan.content = content_of(words.digest, rule, survey.set());
  TRY_DO(find_id(world, incident, plan));
  plan.held = survey.held();
  plan.invented = words.invented;
  if (survey.controllers().size() > 1)
    for (const std::string& controller : survey.controllers())
      if (!words.controllers.contains(controller)) plan.unnamed.push_back(controller);

  TRY(samples, write_samples(world, NoticeMaker(words, plan.id, world.now), plan.id, survey.samples(), wanted.samples_dir));
  plan.samples = samples;
  TRY_DO(give_way(world, incident, rule, plan.id));
  TRY(queue, new_campaign_file(world, {plan.id, incident.head().id, plan.content, text_of(rule), world.now}));
  if (!plan.known_before) {
    TRY_DO(fill_queue(world, *queue, persons, rule, words, survey.strata()));
    TRY_DO(record_plan(world, planner, incident, plan, survey.notices()));
  }
  TRY(counts, queue->counts());
  plan.counts = counts;
  return plan;
}

}  // namespace tocsin

#include "app/notice_making.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/text.h"
#include "notices/told.h"

namespace tocsin {
namespace {

constexpr std::uint32_t large_print_pages = 8;
constexpr std::pair<Addressed, std::string_view> addressed_names[] = {
    {Addressed::person, "person"}, {Addressed::dependant, "dependant"}, {Addressed::guardian, "guardian"}};

}  // namespace

std::string text_of(const Plate& plate) {
  json::object object{{"email", plate.email}, {"recipient", plate.recipient}};
  for (const auto& [addressed, name] : addressed_names)
    if (addressed == plate.addressed) object["addressed"] = name;
  if (!plate.concerned.empty()) object["concerned"] = plate.concerned;
  object["address"] = json::array(plate.address.begin(), plate.address.end());
  object["kinds"] = json::array(plate.kinds.begin(), plate.kinds.end());
  return canonical(object);
}

Result<Plate> plate_of(std::string_view text) {
  TRY(value, json_of(text, "notice"));
  Fields fields(value, "notice");
  Plate plate;
  plate.recipient = fields.text("recipient");
  plate.concerned = fields.text_if("concerned").value_or("");
  plate.address = fields.texts("address");
  plate.email = fields.text("email");
  plate.kinds = fields.texts("kinds");
  const std::string addressed = fields.text("addressed");
  TRY_DO(fields.done());
  for (const auto& [value_of, name] : addressed_names)
    if (addressed == name) plate.addressed = value_of;
  return plate;
}

NoticeMaker::NoticeMaker(const NoticeWords& words, const CampaignId& campaign, Instant made_at)
    : words_(words), id_(campaign), made_at_(made_at), check_key_(hex(hmac_sha256(words.check_key.reveal(), campaign.text()))) {}

Campaign NoticeMaker::campaign_of(const std::string& controller) const {
  Campaign campaign = words_.in_the_name_of(controller);
  campaign.id = id_;
  campaign.sent_on = words_.zone.date(made_at_);
  return campaign;
}

NoticeRow NoticeMaker::row_of(const QueuedNotice& queued, const Plate& plate) const {
  return {.person = queued.person,
          .controller = queued.controller,
          .revision = queued.revision,
          .recipient = plate.recipient,
          .concerned = plate.concerned,
          .addressed = plate.addressed,
          .told_by = queued.group.channel == NoticeChannel::letter ? ToldBy::letter : ToldBy::mail,
          .certainty = queued.group.certainty,
          .kinds = plate.kinds,
          .check_code = queued.id.empty() ? "" : check_code_of(check_key_, queued.id)};
}

Result<Notice> NoticeMaker::notice(const QueuedNotice& queued, const Plate& plate) const {
  return notice_of(campaign_of(queued.controller), row_of(queued, plate), words_.texts_in(queued.group.language), words_.kinds);
}

Result<std::vector<LintFinding>> NoticeMaker::findings(const QueuedNotice& queued, const Plate& plate) const {
  TRY(made, notice(queued, plate));
  LintInput input;
  if (!plate.email.empty()) input.exposed_values.push_back(plate.email);
  return still_blocking(lint(made, campaign_of(queued.controller), row_of(queued, plate), words_.texts_in(queued.group.language), input), words_.overrules);
}

Result<Letter> NoticeMaker::letter(const QueuedNotice& queued) const {
  TRY(plate, plate_of(queued.plate));
  TRY(made, notice(queued, plate));
  return letter_of(made, plate.address);
}

Result<std::string> NoticeMaker::mail(const QueuedNotice& queued, const std::string& message_id, ports::MailFormat& format) const {
  TRY(plate, plate_of(queued.plate));
  TRY(made, notice(queued, plate));
  const MailText text = mail_of(made);
  const ports::Mailbox sender{campaign_of(queued.controller).organisation, words_.sender.address};
  const std::string body = words_.simulated ? "*** SIMULATED, an exercise ***\n\n" + text.body : text.body;
  ports::Mail mail{{sender, {{plate.recipient, plate.email}}, text.subject, made_at_, message_id}, body, {}};
  mail.head.automatic = true;
  mail.head.language = queued.group.language;
  return format.plain(mail);
}

Stationery NoticeMaker::stationery(const std::string& title) const {
  Stationery sheet{.title = title, .language = words_.texts_in(words_.language).locale, .sender = words_.campaign.organisation, .window = words_.window};
  sheet.large_print = words_.large_print;
  if (words_.large_print) sheet.most_pages = large_print_pages;
  if (words_.window.return_line.height > 0) sheet.return_line = fmt::format("{}, {}", words_.campaign.organisation, words_.campaign.post);
  sheet.footer = {fmt::format("{}, {}", words_.campaign.organisation, words_.campaign.post)};
  if (words_.simulated) sheet.footer.emplace_back("SIMULATED, an exercise");
  return sheet;
}

}  // namespace tocsin

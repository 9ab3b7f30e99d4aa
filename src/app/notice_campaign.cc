#include "app/notice_campaign.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::string_view key_setting = "notice_queue_key";

Result<SealKey> campaign_key(World& world, const CampaignId& id) {
  TRY(known, world.store->setting(key_setting));
  std::string bytes;
  if (known) {
    TRY(stored, bytes_of_hex(*known));
    bytes = stored;
  } else {
    bytes = world.workshop.random().bytes(32);
    TRY_DO(world.store->set_setting(key_setting, hex(bytes)));
  }
  TRY(parent, seal_key_of(bytes));
  return derived_key(parent, "tocsin/campaign/v1/" + id.text());
}

std::string campaign_path(const World& world, const CampaignId& id) { return fmt::format("{}/campaigns/{}.db", world.store_dir, id.text()); }

Result<Certainty> certainty_of(std::string_view name) {
  for (const Certainty certainty : {Certainty::confirmed, Certainty::possible, Certainty::not_excluded})
    if (name == name_of(certainty)) return certainty;
  return failure(ErrorKind::corrupt, "the campaign's rule cannot be read", "certainty");
}

// The newest planned one that fits.
Result<const Fact*> planned_fact(const Incident& incident, const std::optional<std::string>& id) {
  const auto all = incident.all_facts<fact::NoticesPlanned>();
  for (auto it = all.rbegin(); it != all.rend(); ++it)
    if (!id || std::get<fact::NoticesPlanned>((*it)->body).campaign.starts_with(lower_ascii(*id))) return *it;
  return failure(ErrorKind::not_found, "no notices were planned", id ? *id : incident.head().id.text(), "tocsin notices plan INCIDENT --scope DIR");
}

bool is_approved(const Incident& incident, const Fact& planned) {
  const auto& plan = std::get<fact::NoticesPlanned>(planned.body);
  const auto all = incident.all_facts<fact::NoticesApproved>();
  return std::any_of(all.begin(), all.end(), [&](const Fact* fact) {
    const auto& approval = std::get<fact::NoticesApproved>(fact->body);
    return approval.campaign == plan.campaign && approval.content_sha256 == plan.content_sha256 && fact->author != planned.author;
  });
}

}  // namespace

std::string text_of(const NoticeRule& rule) {
  json::array channels;
  for (const NoticeChannel channel : rule.channels) channels.emplace_back(name_of(channel));
  return canonical({{"certainty", name_of(rule.certainty)},
                    {"channels", channels},
                    {"controller", rule.controller ? json::value(*rule.controller) : json::value(nullptr)},
                    {"language", rule.language},
                    {"letter_days", rule.letter_days},
                    {"letters_per_file", static_cast<std::int64_t>(rule.letters_per_file)},
                    {"mail_hours", rule.mail_hours},
                    {"window", rule.window}});
}

Result<NoticeRule> rule_of(std::string_view text) {
  TRY(value, json_of(text, "rule"));
  Fields fields(value, "rule");
  NoticeRule rule;
  TRY(certainty, certainty_of(fields.text("certainty")));
  rule.certainty = certainty;
  for (const std::string& name : fields.texts("channels"))
    if (const auto channel = notice_channel_of(name)) rule.channels.push_back(*channel);
  rule.controller = fields.text_if("controller");
  rule.language = fields.text("language");
  rule.letter_days = fields.number("letter_days");
  rule.letters_per_file = static_cast<std::size_t>(fields.number("letters_per_file"));
  rule.mail_hours = fields.number("mail_hours");
  rule.window = fields.text("window");
  TRY_DO(fields.done());
  return rule;
}

NoticeRule rule_now(const NoticeWords& words, const NoticeRule& chosen) {
  NoticeRule rule = chosen;
  rule.channels = words.channels;
  rule.letter_days = words.letter_days;
  rule.mail_hours = words.mail_hours;
  rule.letters_per_file = words.letters_per_file;
  rule.window = words.window.id;
  return rule;
}

Digest content_of(const Digest& words, const NoticeRule& rule, const Digest& set) {
  return sha256_of_parts({"tocsin/notices/v1\n", view_of(words), view_of(sha256(text_of(rule))), view_of(set)});
}

CampaignId campaign_id(const IncidentId& incident, const Digest& content, std::uint32_t round) {
  std::string bytes = "tocsin/campaign/v1\n" + incident.bytes();
  bytes += view_of(content);
  append_u32_be(bytes, round);
  const Digest digest = sha256(bytes);
  return CampaignId::of_bytes(view_of(digest).substr(0, 16));
}

Result<std::unique_ptr<NoticeQueue>> new_campaign_file(World& world, const CampaignFile& campaign) {
  TRY(key, campaign_key(world, campaign.id));
  return world.workshop.notice_queue(campaign_path(world, campaign.id), key, &campaign);
}

Result<std::string> mail_names_key(World& world, const CampaignId& id) {
  TRY(key, campaign_key(world, id));
  return std::string(bytes_of(derived_key(key, "tocsin/mail-names/v1")));
}

std::string dots_folder(const World& world, const CampaignId& id) { return fmt::format("{}/campaigns/{}.dots", world.store_dir, id.text()); }

std::string campaign_folder(const World& world, const CampaignId& id) { return fmt::format("{}/campaigns/{}", world.store_dir, id.text()); }

Result<OpenCampaign> open_campaign(World& world, const Incident& incident, const std::optional<std::string>& wanted) {
  TRY(planned, planned_fact(incident, wanted));
  TRY(id, CampaignId::of(std::get<fact::NoticesPlanned>(planned->body).campaign));
  TRY(key, campaign_key(world, id));
  OpenCampaign campaign;
  TRY(queue, world.workshop.notice_queue(campaign_path(world, id), key, nullptr));
  campaign.queue = std::move(queue);
  TRY(rule, rule_of(campaign.file().rule));
  campaign.rule = rule;
  campaign.planned_by = planned->author;
  campaign.approved = is_approved(incident, *planned) && hex(campaign.file().content) == std::get<fact::NoticesPlanned>(planned->body).content_sha256;
  return campaign;
}

Result<void> unchanged(OpenCampaign& campaign, const NoticeWords& words) {
  NoticeSet set;
  TRY_DO(campaign.queue->for_each_said([&set](const Digest& one) { set.add(one); }));
  if (content_of(words.digest, rule_now(words, campaign.rule), set.finish()) == campaign.file().content) return {};
  return failure(ErrorKind::refused, "text, rule or set are no longer what was planned", "campaign " + campaign.file().id.text(),
                 "plan again, look at the samples, and let somebody else approve the new content");
}

}  // namespace tocsin

#include "notices/notice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/digest.h"

namespace tocsin {

namespace {

void add_field(std::string& bytes, std::string_view field) {
  append_u32_be(bytes, static_cast<std::uint32_t>(field.size()));
  bytes += field;
}

std::string hours_in(const Campaign& campaign, const std::string& language) {
  const auto hours = campaign.phone_hours.find(language);
  return hours == campaign.phone_hours.end() ? "" : hours->second;
}

TemplateValues values_of(const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const std::string& id) {
  TemplateValues values;
  values.texts = {{"organisation", campaign.organisation},
                  {"recipient", row.recipient},
                  {"concerned", row.concerned},
                  {"processor", campaign.processor},
                  {"happened_on", texts.date(campaign.happened_on)},
                  {"discovered_on", texts.date(campaign.discovered_on)},
                  {"phone", campaign.phone},
                  {"phone_hours", hours_in(campaign, texts.language)},
                  {"post", campaign.post},
                  {"mail", campaign.mail},
                  {"dpo", campaign.dpo},
                  {"authority", campaign.authority},
                  {"official_site", campaign.official_site},
                  {"check_code", row.check_code},
                  {"reference", id.substr(0, 12)},
                  {"sent_on", texts.date(campaign.sent_on)}};
  if (row.revision > 1) values.texts.emplace("earlier_date", texts.date(row.earlier));
  const auto set = [&values](std::string_view name, bool holds) {
    if (holds) values.conditions.emplace(name);
  };
  const auto word = [](std::string_view before, std::string_view after) { return fmt::format("{}_{}", before, after); };
  set(name_of(campaign.nature), true);
  set(name_of(harm_of(campaign.nature)), true);
  const bool by_name = row.told_by != ToldBy::public_page;  // of nobody in particular nothing is certain
  set("public", !by_name);
  set(name_of(row.certainty), by_name);
  set(word(name_of(row.certainty), name_of(harm_of(campaign.nature))), by_name);
  set(word("certainly", name_of(campaign.nature)), by_name && row.certainty == Certainty::confirmed);
  set("by_processor", !campaign.processor.empty());
  set("has_mail", !campaign.mail.empty());
  set("has_official_site", !campaign.official_site.empty());
  set("has_check_code", !row.check_code.empty());
  set("has_not_exposed", !campaign.kinds_not_exposed.empty());
  set("other_senders", campaign.other_senders);
  set("corrected", row.revision > 1);
  set("dependant", row.addressed == Addressed::dependant);
  set("guardian", row.addressed == Addressed::guardian);
  set("no_liability", campaign.no_liability);
  set("other_formats", campaign.other_formats);
  set("has_help", std::any_of(campaign.help.begin(), campaign.help.end(), [](const HelpEntry& entry) { return entry.id == "complaint"; }));
  set("in_mailbox", row.told_by == ToldBy::mailbox);
  return values;
}

// Turns the sections of the texts into told ones, for one person.
class Teller {
 public:
  Teller(const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const DataKinds& kinds, const TemplateValues& values)
      : campaign_(campaign), row_(row), texts_(texts), kinds_(kinds), values_(values) {}

  Result<ToldSection> tell(const NoticeSection& section) const {
    TRY(told, blocks(section.blocks));
    return ToldSection{section.element, section.heading ? section.heading->render_plain(values_) : "", std::move(told)};
  }

  Result<std::vector<Block>> blocks(const std::vector<NoticeBlock>& wanted) const {
    std::vector<Block> told;
    for (const NoticeBlock& block : wanted) {
      if (!holds(block.when, block.unless)) continue;
      switch (block.shape) {
        case BlockShape::paragraph: told.push_back(Paragraph{block.text->render(values_)}); break;
        case BlockShape::cause: {
          TRY(cause, words(texts_.causes, campaign_.cause, "cause"));
          told.push_back(Paragraph{std::move(cause)});
          break;
        }
        case BlockShape::bullets:
        case BlockShape::numbers: {
          TRY(items, items_of(block.list));
          if (!items.empty()) told.push_back(List{block.shape == BlockShape::numbers, std::move(items)});
          break;
        }
      }
    }
    return told;
  }

  bool holds(const std::vector<std::string>& when, const std::vector<std::string>& unless) const {
    const auto is_so = [this](const std::string& condition) { return values_.conditions.contains(condition); };
    return std::all_of(when.begin(), when.end(), is_so) && std::none_of(unless.begin(), unless.end(), is_so);
  }

 private:
  Result<RichText> words(const std::map<std::string, Template>& table, const std::string& id, std::string_view what) const {
    const auto found = table.find(id);
    if (found == table.end())
      return failure(ErrorKind::invalid, fmt::format("no words for {} \"{}\" in this language", what, id), fmt::format("texts/{}/notice.toml", texts_.language),
                     "add the text, or choose an id that the file has");
    return found->second.render(values_);
  }

  Result<std::vector<RichText>> all_words(const std::map<std::string, Template>& table, const std::vector<std::string>& ids, std::string_view what) const {
    std::vector<RichText> items;
    for (const std::string& id : ids) {
      TRY(item, words(table, id, what));
      items.push_back(std::move(item));
    }
    return items;
  }

  Result<std::vector<RichText>> items_of(ListOf list) const {
    switch (list) {
      case ListOf::kinds: return all_words(texts_.kinds, row_.kinds, "kind");
      case ListOf::not_exposed: return all_words(texts_.kinds, not_exposed(), "kind");
      case ListOf::consequences: return all_words(texts_.consequences, consequences_of(kinds_, row_.kinds, harm_of(campaign_.nature)), "consequence");
      case ListOf::steps: return all_words(texts_.steps, steps_of(kinds_, row_.kinds, harm_of(campaign_.nature)), "step");
      case ListOf::measures: return measures();
      case ListOf::help: return help();
      case ListOf::none: break;
    }
    return std::vector<RichText>{};
  }

  // What this person is told to have lost is never told to be safe.
  std::vector<std::string> not_exposed() const {
    std::vector<std::string> safe;
    for (const std::string& kind : campaign_.kinds_not_exposed)
      if (std::find(row_.kinds.begin(), row_.kinds.end(), kind) == row_.kinds.end()) safe.push_back(kind);
    return safe;
  }

  Result<std::vector<RichText>> measures() const {
    TRY(items, all_words(texts_.measures, campaign_.measures, "measure"));
    if (const auto own = campaign_.own_measures.find(texts_.language); own != campaign_.own_measures.end())
      for (const std::string& sentence : own->second) items.push_back(plain(cleaned_value(sentence)));
    return std::move(items);
  }

  std::vector<RichText> help() const {
    std::vector<RichText> items;
    for (const HelpEntry& entry : campaign_.help) {
      const auto frame = texts_.help.find(entry.id);
      if (frame == texts_.help.end()) continue;
      TemplateValues values = values_;
      values.texts["help_name"] = entry.name_in(texts_.language);
      values.texts["help_contact"] = entry.contact;
      items.push_back(frame->second.render(values));
    }
    return items;
  }

  const Campaign& campaign_;
  const NoticeRow& row_;
  const NoticeTexts& texts_;
  const DataKinds& kinds_;
  const TemplateValues& values_;
};

std::vector<KeyValue> reference_of(const TemplateValues& values, const NoticeTexts& texts, const Campaign& campaign) {
  const auto text = [&values](const char* name) { return plain(cleaned_value(values.texts.at(name))); };
  std::vector<KeyValue> rows = {{texts.labels.at("date"), plain(texts.date(campaign.sent_on))}};
  if (!values.conditions.contains("public")) rows.push_back({texts.labels.at("reference"), text("reference")});
  if (values.conditions.contains("has_check_code")) rows.push_back({texts.labels.at("check_code"), text("check_code")});
  rows.push_back({texts.labels.at("phone"), text("phone")});
  return rows;
}

}  // namespace

std::string_view name_of(Certainty certainty) {
  constexpr std::array<std::string_view, 3> names = {"confirmed", "possible", "not_excluded"};
  return names.at(static_cast<std::size_t>(certainty));
}

std::string_view name_of(Nature nature) {
  constexpr std::array<std::string_view, all_natures.size()> names = {"stolen", "disclosed", "lost", "unavailable", "destroyed", "altered"};
  return names.at(static_cast<std::size_t>(nature));
}

std::optional<Nature> nature_of(std::string_view name) {
  for (const Nature nature : all_natures)
    if (name_of(nature) == name) return nature;
  return {};
}

Harm harm_of(Nature nature) {
  switch (nature) {
    case Nature::unavailable:
    case Nature::destroyed: return Harm::gone;
    case Nature::altered: return Harm::altered;
    case Nature::stolen:
    case Nature::disclosed:
    case Nature::lost: break;
  }
  return Harm::read;
}

std::string notice_id(const CampaignId& campaign, std::string_view person, std::string_view controller, std::uint32_t revision) {
  std::string bytes;
  add_field(bytes, "tocsin/notice/v1");
  add_field(bytes, campaign.bytes());
  add_field(bytes, person);
  add_field(bytes, controller);
  append_u32_be(bytes, revision);
  return hex(sha256(bytes)).substr(0, 32);
}

Result<Notice> notice_of(const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const DataKinds& kinds) {
  if (row.kinds.empty())
    return failure(ErrorKind::invalid, "a notice without any kind of data", "notice", "do not write to persons of whom nothing was exposed");
  Notice notice{.id = notice_id(campaign.id, row.person, row.controller, row.revision),
                .language = texts.language,
                .locale = texts.locale,
                .recipient = cleaned_value(row.recipient),
                .certainty = row.certainty};
  const TemplateValues values = values_of(campaign, row, texts, notice.id);
  notice.subject = texts.subject->render_plain(values);
  notice.greeting = texts.greeting->render_plain(values);
  notice.closing = texts.closing->render_plain(values);
  notice.reference = reference_of(values, texts, campaign);
  const Teller teller(campaign, row, texts, kinds, values);
  for (const NoticeSection& section : texts.sections) {
    if (!teller.holds(section.when, {})) continue;
    TRY(told, teller.tell(section));
    notice.sections.push_back(std::move(told));
  }
  return notice;
}

Result<Notice> public_notice_of(const Campaign& campaign, const std::vector<std::string>& kinds, const NoticeTexts& texts, const DataKinds& all) {
  const NoticeRow everybody{.told_by = ToldBy::public_page, .kinds = kinds};
  TRY(notice, notice_of(campaign, everybody, texts, all));
  notice.subject = texts.public_title->render_plain(values_of(campaign, everybody, texts, notice.id));
  notice.greeting.clear();
  return std::move(notice);
}

Result<std::vector<Block>> press_blocks_of(const Campaign& campaign, const std::vector<std::string>& kinds, const NoticeTexts& texts, const DataKinds& all) {
  const NoticeRow everybody{.told_by = ToldBy::public_page, .kinds = kinds};
  const TemplateValues values = values_of(campaign, everybody, texts, "");
  return Teller(campaign, everybody, texts, all, values).blocks(texts.press);
}

std::vector<std::string> complaint_letter_of(const Campaign& campaign, const Notice& notice, const NoticeTexts& texts) {
  const TemplateValues values = values_of(campaign, {}, texts, notice.id);
  std::vector<std::string> lines = {texts.complaint_subject->render_plain(values)};
  for (const Template& paragraph : texts.complaint_letter) lines.push_back(paragraph.render_plain(values));
  return lines;
}

std::map<Stratum, std::size_t> strata_of(const std::vector<NoticeRow>& rows) {
  std::map<Stratum, std::size_t> strata;
  for (const NoticeRow& row : rows) ++strata[{row.controller, row.certainty, row.addressed, row.kinds}];
  return strata;
}

}  // namespace tocsin

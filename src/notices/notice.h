// One notice to one person about one controller's data: which kinds were exposed, never a value.
//
// Way:    persons (reach, kinds, controller) + a campaign's facts + texts -> [here] -> documents/page.h, mail
// Law:    Art. 34(1) and (2); recital 86. EDPB 9/2022: a dedicated message, in plain language.
// Pure.
// Holds:  the same campaign, person, controller and revision have the same id: a notice intended twice is
//         told once. Every text of a person passes through as a cleaned value.

#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "documents/page.h"
#include "notices/data_kinds.h"
#include "notices/help.h"
#include "notices/notice_texts.h"

namespace tocsin {

// How sure we are that this person's data were exposed. Decides the words.
enum class Certainty {
  confirmed,     // seen in the stolen files
  possible,      // the files were reachable; whether they were read cannot be seen
  not_excluded,  // no trace, and no proof of the contrary
};
std::string_view name_of(Certainty certainty);
// What became of the data. A lost device was read, for all we know; `unavailable` came back or will, `destroyed` never.
enum class Nature { stolen, disclosed, lost, unavailable, destroyed, altered };
inline constexpr std::array all_natures = {Nature::stolen, Nature::disclosed, Nature::lost, Nature::unavailable, Nature::destroyed, Nature::altered};
std::string_view name_of(Nature nature);
std::optional<Nature> nature_of(std::string_view name);
Harm harm_of(Nature nature);

// dependant: insured through another; guardian: who acts for a minor, or for an adult by order of a court
enum class Addressed { person, dependant, guardian };

// mailbox: the controller's own, behind the person's password; public_page: to nobody by name
enum class ToldBy { letter, mail, mailbox, public_page };

// What is the same for all notices of one campaign.
struct Campaign {
  CampaignId id;
  std::string organisation;
  Nature nature = Nature::stolen;
  std::string cause;      // id in texts: cause.*
  std::string processor;  // whose systems were hit; empty = our own
  std::chrono::year_month_day happened_on, discovered_on, sent_on;
  std::vector<std::string> kinds_not_exposed;                      // established, not merely unseen
  std::vector<std::string> measures;                               // ids in texts: measure.*
  std::map<std::string, std::vector<std::string>> own_measures;    // by language; the organisation's own sentences
  std::string phone, post, mail, dpo, authority;
  std::map<std::string, std::string> phone_hours;                  // by language
  std::string official_site;                                       // "www.example.eu": a name to type, no path
  std::vector<HelpEntry> help;                                     // help.h: the sure ones
  bool other_senders = false;                                      // other controllers are affected too
  bool other_formats = false;                                      // large print, easy language, other languages are to be had
  bool no_liability = true;                                        // the apology says that it admits none
};

struct NoticeRow {
  std::string person;      // id inside the campaign's data, opaque
  std::string controller;  // id of the controller in whose name we write
  std::uint32_t revision = 1;
  std::string recipient;   // name as written on the letter
  std::string concerned;   // of a guardian's notice: whose data these are
  Addressed addressed = Addressed::person;
  ToldBy told_by = ToldBy::letter;
  Certainty certainty = Certainty::confirmed;
  std::vector<std::string> kinds;  // data_kinds.h
  std::string check_code;          // empty = none
  std::chrono::year_month_day earlier{};  // date of the revision before; used where revision > 1
};

// 32 hex digits; docs/formats/notice-id.md
std::string notice_id(const CampaignId& campaign, std::string_view person, std::string_view controller, std::uint32_t revision);

struct ToldSection {
  Element element{};
  std::string heading;
  std::vector<Block> blocks;
};
struct Notice {
  std::string id;
  std::string language, locale;
  std::string subject, greeting, closing;
  std::string recipient;
  Certainty certainty{};
  std::vector<ToldSection> sections;
  std::vector<KeyValue> reference;  // date, reference, telephone, check code
};

// `invalid` where the texts have no words for a kind, cause or measure.
Result<Notice> notice_of(const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const DataKinds& kinds);

// The same for everybody who cannot be reached by name: `kinds` of the whole campaign, no certainty, no code.
Result<Notice> public_notice_of(const Campaign& campaign, const std::vector<std::string>& kinds, const NoticeTexts& texts, const DataKinds& all);
// What the press gets.
Result<std::vector<Block>> press_blocks_of(const Campaign& campaign, const std::vector<std::string>& kinds, const NoticeTexts& texts, const DataKinds& all);
// A letter to the authority that the person only has to sign (Art. 77); lines, the first is the subject.
std::vector<std::string> complaint_letter_of(const Campaign& campaign, const Notice& notice, const NoticeTexts& texts);

// Notices that read the same but for name and codes: what a person approves before anything is sent.
struct Stratum {
  std::string controller;
  Certainty certainty{};
  Addressed addressed{};
  std::vector<std::string> kinds;
  auto operator<=>(const Stratum&) const = default;
};
std::map<Stratum, std::size_t> strata_of(const std::vector<NoticeRow>& rows);

}  // namespace tocsin

// A notice before anybody sees it: the answers that the facts give, what is missing, what changed, whether it is late.
//
// Way:    incident, organisation, the last notice -> [here] -> app/notify
// Law:    GDPR Art. 33(1) second sentence (reasons for lateness), 33(3), 33(4)
// Holds:  the same facts at the same time give the same draft.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/config.h"
#include "app/filings.h"
#include "documents/forms/filled_form.h"
#include "documents/forms/form_changes.h"
#include "documents/forms/form_check.h"
#include "documents/forms/notification.h"
#include "rules/law.h"

namespace tocsin {

// The languages that notices are written in.
inline constexpr std::string_view notice_languages[] = {"en", "fr"};

// Whether the 72 hours had passed when the authority was first told, or pass now.
struct Lateness {
  bool late = false;
  std::optional<Instant> since;  // the end under the law's counting
};

// One notice on one form in all its languages. Neither copied nor moved: changes point into `pack`.
class NoticeDraft {
 public:
  NoticeDraft(FormPack pack, std::map<std::string, FormTexts, std::less<>> texts) : pack(std::move(pack)), texts(std::move(texts)) {}
  NoticeDraft(const NoticeDraft&) = delete;

  const FormPack pack;
  const std::map<std::string, FormTexts, std::less<>> texts;  // by language
  std::map<std::string, Answers, std::less<>> answers;        // by language: composed sentences differ
  std::map<std::string, std::vector<FormChange>, std::less<>> changes;
  std::string language;  // of the structured answers
  FormReport report;
  Lateness lateness;
  std::optional<PreparedFiling> before;  // the last notice, where there was one

  const FormTexts& words() const { return texts.find(language)->second; }
  const Answers& chosen() const { return answers.find(language)->second; }
  json::object form() const;      // the structured answers; ill-typed ones are left out
};

Result<std::unique_ptr<NoticeDraft>> notice_draft(World& world, const Law& law, const Config& config, const Actor& actor, const Incident& incident,
                                                  word::Stage stage, const std::string& language);

}  // namespace tocsin

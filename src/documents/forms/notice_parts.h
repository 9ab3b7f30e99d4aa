// The parts of notification.cc: each chapter of a notice, answered from the facts.
//
// Pure.   Used by notification.cc only.

#pragma once

#include <fmt/format.h>

#include "documents/forms/notification.h"

namespace tocsin {

class NoticeWriter {
 public:
  NoticeWriter(const FormPack& pack, const FormTexts& texts, const Incident& incident, const NoticeRequest& request)
      : pack(pack), texts(texts), incident(incident), request(request) {}

  const FormPack& pack;
  const FormTexts& texts;
  const Incident& incident;
  const NoticeRequest& request;
  Answers answers;

  // ---- saying something only where there is something to say

  void text(std::string_view key, const std::string& words) {
    if (!words.empty()) answers.say(key, words);
  }
  void lines(std::string_view key, const std::vector<std::string>& words);  // joined, one a line
  void code(std::string_view key, std::string_view list, std::string_view word);
  void add_code(std::string_view key, std::string_view list, std::string_view word);  // among several
  void list(std::string_view key, std::vector<std::string> words) {
    if (!words.empty()) answers.say(key, std::move(words));
  }
  void instant(std::string_view key, Instant at) { answers.say(key, request.zone.rfc3339(at)); }
  void day(std::string_view key, Instant at) { answers.say(key, iso_date(request.zone.date(at))); }
  void number(std::string_view precision_key, std::string_view number_key, const std::optional<Count>& count, bool estimated);

  // ---- in words

  std::string local(Instant at) const;                    // 2026-11-20 18:20 (UTC+01:00)
  std::string date(Instant at) const { return iso_date(request.zone.date(at)); }
  std::string word(std::string_view list, std::string_view name) const { return texts.text(fmt::format("{}.{}", list, name)); }
  std::string said(const Count& count) const;             // 260,000 | about 260,000 (between ...)
  template <class... Args>
  std::string say(std::string_view id, Args&&... args) const {
    return fmt::format(fmt::runtime(texts.text(fmt::format("said.{}", id))), std::forward<Args>(args)...);
  }
  bool asks(std::string_view key) const { return shown(pack, *pack.field(key), answers); }
  bool said_code(std::string_view key, std::string_view code) const;
};

void answer_who(NoticeWriter& out);            // notice, organisation, reporter, DPO, contact, parties
void answer_times(NoticeWriter& out);
void answer_what(NoticeWriter& out);           // nature, cause, systems
void answer_whose_data(NoticeWriter& out);     // persons, data
void answer_protection(NoticeWriter& out);     // measures before
void answer_consequences(NoticeWriter& out);   // consequences, risk
void answer_measures(NoticeWriter& out);       // taken, against repetition
void answer_communication(NoticeWriter& out);  // whether the persons know
void answer_elsewhere(NoticeWriter& out);      // other authorities, countries, attachments

}  // namespace tocsin

// The check code of a notice: whoever types it on the official site learns that the notice is ours, and nothing else.
//
// Way:    notice id + campaign's key -> [here] -> letter; and back: typed code -> [here] -> "genuine"
// Law:    none; a notice about fraud must not itself be taken for fraud
// Pure.
// Holds:  ten signs of Crockford's base32 (50 bits of an HMAC) and a check sign. The code names nobody and says nothing;
//         the store keeps its HMAC alone. The same notice has the same code, however often it is made.
//         One sign mistyped, or two neighbours exchanged, is always seen. What is shown for a code is date, channel,
//         subject and initials, never what was exposed.
// See:    docs/formats/check-code.md

#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/secret.h"
#include "notices/notice.h"

namespace tocsin {

using CheckKey = Secret<std::string>;

std::string check_code_of(const CheckKey& key, std::string_view notice_id);  // "7K3M-9QTX-2FB"
// Small letters, spaces, hyphens, and I, L, O for 1, 1, 0 are read as meant; nothing where the check sign does not fit.
std::optional<std::string> read_check_code(std::string_view typed);          // "7K3M9QTX2FB"
Digest check_code_mac(const CheckKey& key, std::string_view code);           // what is stored; `code` as read

// "Mme Anne Exemple" -> "A. E."
std::string initials_of(std::string_view name);

struct CodedNotice {
  std::chrono::year_month_day sent_on;
  ToldBy told_by = ToldBy::letter;
  std::string subject, initials;
  bool operator==(const CodedNotice&) const = default;
};

// Wrong codes within the last hour: of one source, and of all.
struct CodeLimits {
  std::size_t wrong_of_source = 5, wrong_of_all = 2000;
};
enum class CodeAnswer { genuine, unknown, mistyped, wait };
std::string_view name_of(CodeAnswer answer);
struct CodeReply {
  CodeAnswer answer = CodeAnswer::unknown;
  std::optional<CodedNotice> shown;  // of a genuine one; without initials where two notices share a code
  bool counts_as_wrong = false;      // the caller keeps the time of the try
  bool alarm = false;                // somebody is guessing
};
// `found`: the notices whose stored HMAC is that of the code; looked up only where `may_look_up` says so.
bool may_look_up(std::span<const Instant> wrong_of_source, std::span<const Instant> wrong_of_all, const CodeLimits& limits, Instant now);
CodeReply reply_to_code(std::string_view typed, bool may_look, std::span<const CodedNotice> found);

}  // namespace tocsin

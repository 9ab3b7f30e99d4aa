// What a mail that came back says: which notice, and whether it arrived.
//
// Way:    bounce mailbox -> the caged reader -> [here] -> queue
// Law:    RFC 3464 (delivery status), 5965 (complaints), 3834 (automatic answers)
// Pure:   bytes in, a few words out. Reads strangers' bytes: no recursion, every length bounded. Runs in
//         `tocsin --role parse` alone.
// Holds:  never fails: what cannot be read is `unclear`. A delay is no failure, an absence note says nothing, a
//         complaint is no reason not to inform. Guesses from running text are marked as such.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tocsin {

enum class ReturnKind { failed, delayed, delivered, complaint, automatic, unclear };
std::string_view name_of(ReturnKind kind);

struct ReturnedMail {
  ReturnKind kind = ReturnKind::unclear;
  std::string address;   // the bounce address that it came to, or that was ours when it left; empty: none
  std::string status;    // "5.1.1"; empty: not said
  bool guessed = false;  // from running text
};
inline constexpr std::size_t returned_mail_max = 1 << 20;  // what is longer is read so far

ReturnedMail returned_mail_of(std::string_view bytes);

// One line without line end, for the way out of the cage; and back, strictly.
std::string line_of(const ReturnedMail& mail);
std::optional<ReturnedMail> returned_mail_of_line(std::string_view line);

}  // namespace tocsin

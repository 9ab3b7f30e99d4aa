// Reads mails that came back, at arm's length: strangers wrote them.
//
// Way:    bounce mailbox -> [here] -> app/notice_bounces; adapters/parse_child
// Holds:  no mail can do more than end the reader; then it alone has no answer.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "deliveries/returned_mail.h"

namespace tocsin {

class ReturnReader {
 public:
  virtual ~ReturnReader() = default;
  // An answer for each mail, in order; nothing: the reader died of it.
  virtual Result<std::vector<std::optional<ReturnedMail>>> read_returned(std::span<const std::string> mails) = 0;
};

}  // namespace tocsin

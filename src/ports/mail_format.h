// Writes and reads mail messages: RFC 5322, MIME, and RFC 3156 for encrypted ones.
//
// Way:    deliveries, documents -> [here] -> mailer; and back: mailbox -> [here] -> exchange
// Pure:   the same mail gives the same bytes: date, Message-ID and part boundaries come from the arguments.
// Holds:  no control character gets into a header; every line ends with CR LF and has at most 998 bytes.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace tocsin::ports {

struct Mailbox {
  std::string name;  // may be empty
  std::string address;
};

struct Attachment {
  std::string file_name;
  std::string type;  // "application/pdf"
  std::string bytes;
};

struct MailHead {
  Mailbox from;
  std::vector<Mailbox> to;
  std::string subject;
  Instant date;
  std::string message_id;  // without < and >
  bool automatic = false;  // written by a machine: nobody's absence note shall answer (RFC 3834)
  std::string language;    // "fr"; empty: not said
};

struct Mail {
  MailHead head;
  std::string text;  // UTF-8, lines ended by LF
  std::vector<Attachment> attachments;
};

// How much a stranger's message may cost. The defaults fit an authority's answer with scanned letters.
struct MailLimits {
  std::size_t bytes = 32 << 20;
  std::size_t parts = 200;
  std::size_t depth = 12;
  std::size_t header_bytes = 64 << 10;  // of the message itself
};

struct ReadMail {
  MailHead head;
  std::string text;                     // of the text/plain parts; HTML is never rendered, it is an attachment
  std::vector<Attachment> attachments;  // file names as claimed: not safe as paths
  std::string encrypted;                // the OpenPGP message of a multipart/encrypted; else empty
};

class MailFormat {
 public:
  virtual ~MailFormat() = default;

  virtual Result<std::string> plain(const Mail& mail) = 0;

  // What is signed and encrypted: the mail with its headers inside (RFC 9788), so that the signature covers
  // recipient and subject; filled up to a multiple of 64 KiB, so that the size tells little.
  // `outer_subject` is what `encrypted` will show in clear.
  virtual Result<std::string> payload(const Mail& mail, std::string_view outer_subject) = 0;

  // The message that travels: `head.subject` is seen by everybody on the way.
  virtual Result<std::string> encrypted(const MailHead& head, std::string_view openpgp_message) = 0;

  // For strangers' bytes: call it inside `tocsin --role parse`.
  virtual Result<ReadMail> read(std::string_view bytes, const MailLimits& limits) = 0;
};

}  // namespace tocsin::ports

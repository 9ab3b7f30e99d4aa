// GMime's objects with owners, and their bytes as strings. Only this adapter includes GMime.

#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "ports/mail_format.h"

namespace tocsin::mime {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Ref = std::unique_ptr<T, Unref>;

// GMime is initialised before the first object; call it at each entry.
void ready();

Ref<GMimeStream> stream_of(std::string_view bytes);      // copies
std::string bytes_in(GMimeStream* memory);               // of a memory stream
std::string content_of(GMimePart* part);                 // decoded
std::string text_of(const char* text);                   // null is empty; no CR; other control signs and broken UTF-8 become '?'

// mime_write.cc
Result<std::string> write_plain(const ports::Mail& mail);
Result<std::string> write_payload(const ports::Mail& mail, std::string_view outer_subject);
Result<std::string> write_encrypted(const ports::MailHead& head, std::string_view openpgp_message);

// mime_read.cc
Result<ports::ReadMail> read(std::string_view bytes, const ports::MailLimits& limits);

}  // namespace tocsin::mime

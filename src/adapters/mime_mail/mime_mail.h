// ports::MailFormat by GMime.
//
// Pure:   no file, no network, no clock.

#pragma once

#include <memory>

#include "ports/mail_format.h"

namespace tocsin {

std::unique_ptr<ports::MailFormat> mime_mail();

}  // namespace tocsin

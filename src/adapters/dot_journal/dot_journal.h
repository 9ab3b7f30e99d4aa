// ports::MailJournal in a folder: one small file after another, each deleted when all it says is in the queue.
//
// Acts:   appends one record a write(); a thread syncs them every fifty milliseconds, off the senders' way.
// See:    docs/formats/dot-journal.md

#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "ports/mail_journal.h"

namespace tocsin {

// `segment_bytes`: for tests.
Result<std::unique_ptr<ports::MailJournal>> open_dot_journal(const std::string& folder, std::size_t segment_bytes = 1 << 20);

}  // namespace tocsin

// ports::MailLine that reaches nobody: every mail is laid into a folder, and what simulator addresses send back into
// a Maildir, as a real relay would leave it.
//
// Acts:   FOLDER/mails-0001/00000001.1.eml, FOLDER/returns/new/...; a mail that is laid down twice is one file.
// Holds:  a return that comes later lies in FOLDER/returns/later/<time>; it is moved to new/ when its time has come.
// See:    deliveries/simulator.h

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/instant.h"
#include "ports/mail_line.h"

namespace tocsin {

struct SimulatedLineConfig {
  std::string folder;
  std::function<Instant()> now;
  // Where mails to other addresses go; null: into the folder as well.
  std::unique_ptr<ports::MailLine> beyond = {};
};
std::unique_ptr<ports::MailLine> simulated_line(SimulatedLineConfig config, ports::DotJournal& journal);

// Moves returns whose time has come to new/.
void deliver_late_returns(const std::string& folder, Instant now);

}  // namespace tocsin

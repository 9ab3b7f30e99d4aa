// Every command, one function each; the file of the same name holds it.

#pragma once

#include "cli/command.h"

namespace tocsin::cli {

CommandSpec authority_list_command();
CommandSpec clock_command();
CommandSpec assess_command();
CommandSpec identify_command();
CommandSpec scope_command();
CommandSpec version_command();

}  // namespace tocsin::cli

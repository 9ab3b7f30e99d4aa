#include "cli/commands.h"

#include "cli/command.h"

namespace tocsin::cli {

std::vector<CommandSpec> commands() {
  return {
      clock_command(),
      authority_list_command(),
      assess_command(),
      identify_command(),
      scope_command(),
      version_command(),
  };
}

}  // namespace tocsin::cli

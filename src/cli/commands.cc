#include "cli/commands.h"

#include "cli/command.h"

namespace tocsin::cli {

std::vector<CommandSpec> commands() {
  return {
      version_command(),
  };
}

}  // namespace tocsin::cli

#include "cli/commands.h"

namespace tocsin::cli {

CommandSpec version_command() {
  return {"version", {}, [](const Arguments&, Session&) -> Result<Answer> {
            return Answer{json::value{{"version", TOCSIN_VERSION}}, "tocsin " TOCSIN_VERSION "\n"};
          }};
}

}  // namespace tocsin::cli

#include "cli/commands.h"

#include "cli/command.h"

namespace tocsin::cli {

// clang-format off: one command a line, in the order of `tocsin --help`
std::vector<CommandSpec> commands() {
  return {
      init_command(),
      person_add_command(),
      person_list_command(),
      incident_new_command(),
      incident_list_command(),
      incident_show_command(),
      fact_add_command(),
      fact_list_command(),
      fact_kinds_command(),
      fact_erase_command(),
      due_command(),
      scope_command(),
      scope_destroy_command(),
      tick_command(),
      notices_plan_command(),
      notices_approve_command(),
      notices_send_command(),
      notices_bounces_command(),
      notices_status_command(),
      notices_prove_command(),
      register_verify_command(),
      register_prove_command(),
      register_export_command(),
      register_report_command(),
      notify_command(),
      receipt_add_command(),
      mailer_run_command(),
      mailer_list_command(),
      mailer_settle_command(),
      mail_key_command(),
      organisation_set_command(),
      organisation_show_command(),
      clock_command(),
      authority_list_command(),
      authority_pin_command(),
      assess_command(),
      identify_command(),
      drill_command(),
      config_command(),
      version_command(),
  };
}
// clang-format on

}  // namespace tocsin::cli

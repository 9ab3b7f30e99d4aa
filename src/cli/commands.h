// Every command, one function each; the file of the same name holds it.

#pragma once

#include "cli/command.h"

namespace tocsin::cli {

// Every command that works on a store.
CommandSpec init_command();
CommandSpec person_add_command();
CommandSpec person_list_command();
CommandSpec incident_new_command();
CommandSpec incident_list_command();
CommandSpec incident_show_command();
CommandSpec fact_add_command();
CommandSpec fact_list_command();
CommandSpec due_command();
CommandSpec tick_command();
CommandSpec notices_plan_command();
CommandSpec notices_approve_command();
CommandSpec notices_send_command();
CommandSpec notices_bounces_command();
CommandSpec notices_status_command();
CommandSpec notices_prove_command();
CommandSpec register_verify_command();
CommandSpec register_prove_command();
CommandSpec register_export_command();
CommandSpec register_report_command();
CommandSpec fact_erase_command();
CommandSpec notify_command();
CommandSpec receipt_add_command();
CommandSpec organisation_set_command();
CommandSpec organisation_show_command();
CommandSpec mail_key_command();
CommandSpec authority_pin_command();
CommandSpec mailer_run_command();
CommandSpec mailer_list_command();
CommandSpec mailer_settle_command();

// Those that need none.
CommandSpec fact_kinds_command();
CommandSpec authority_list_command();
CommandSpec clock_command();
CommandSpec config_command();
CommandSpec drill_command();
CommandSpec assess_command();
CommandSpec identify_command();
CommandSpec scope_command();
CommandSpec scope_destroy_command();
CommandSpec version_command();

}  // namespace tocsin::cli

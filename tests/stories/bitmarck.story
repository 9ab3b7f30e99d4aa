# Bitmarck, Germany 2023: IT provider of about 80 statutory health insurers. Hours are made up where nobody gave them.
party provider: processor, DE, de-bfdi
party fund: controller, DE, de-bfdi
party other_fund: controller, DE, de-bfdi

# January: intrusion on the 16th, found on the 19th; "no data of insured persons".
at 2023-01-19T11:00+01:00
provider records became_aware at=now how=own_detection
provider owes alert_controllers, to controllers, without a figure
provider records public_statement_made at=2023-01-19T11:00+01:00 claim=data_not_affected text="No data of insured persons are affected."
provider does not owe correct_public_statement, because no_statement_contradicted
fund records processor_alert_received at=now party="Bitmarck" concerns_us=false
fund does not owe notify_authority, because not_aware_yet

# 5 February, a Sunday: names and insurance numbers after all.
at 2023-02-05T10:00+01:00
provider records data_exposed kinds=name,national_id
provider owes correct_public_statement, to public, because public_statement_contradicted
provider records public_statement_corrected statement=2 at=now
provider has met correct_public_statement
fund records processor_alert_received at=now party="Bitmarck" concerns_us=true
fund records processor_became_aware at=2023-01-19T11:00+01:00
fund owes notify_authority, to de-bfdi, by 2023-02-08T10:00+01:00, late from 2023-02-08T11:00+01:00, provisionally
fund is exposed since 2023-01-19T11:00+01:00
provider owes alert_controllers, without a figure
provider records controllers_alerted at=now
provider has met alert_controllers

# Hashed passwords among about 300,000 portal users: the assessment moves up.
at 2023-02-06T09:00+01:00
fund records sender_verified alert=2 how=call_back genuine=true
fund records risk_assessed risk=risk reason="names and insurance numbers"
fund does not owe inform_persons, because risk_not_high
fund records watch_reported at=now report=found_online text="published in a forum"
fund owes reassess_risk, because assessment_overtaken
fund records risk_assessed risk=high reason="published; hashed passwords of portal users"
fund has met reassess_risk
fund owes inform_persons, to persons, without a figure, because risk_high
fund cannot record risk_assessed risk=unlikely reason="press pressure"

at 2023-02-08T10:30+01:00
fund owes notify_authority, state due_soon
fund is told "Wed 10:00 has passed, late from Wed 8 Feb 2023 11:00"
at 2023-02-08T11:00+01:00
fund owes notify_authority, state late
fund owes reasons_for_delay, because notification_overdue
fund records authority_notified at=now receipt="BfDI 77"
fund has met late notify_authority
fund owes reasons_for_delay, because notified_late
fund records delay_reasoned reason="the provider first said that no insured persons were affected"
fund has met reasons_for_delay

# April: early warning on Monday the 24th in the evening, orderly shutdown; no outflow. A pure loss of availability
# is a breach too. 1 May is a holiday: it lengthens no hours.
at 2023-04-24T22:00+02:00
other_fund records became_aware at=now how=processor
other_fund records nature_established nature=availability availability=temporary
other_fund records cause_established cause=containment by_containment=true
other_fund records exfiltration_assessed exfiltration=none
other_fund records public_statement_made at=now claim=no_outflow text="No data have left."
other_fund owes notify_authority, by 2023-04-27T22:00+02:00, late from 2023-04-27T23:00+02:00, because risk_not_assessed
at 2023-04-27T04:00+02:00
other_fund records availability_restored at=now service="electronic sick notes"
other_fund records risk_assessed risk=risk reason="sick notes had to be sent again; prescriptions of apps delayed"
other_fund records authority_notified at=now receipt="BfDI 311"
other_fund has met notify_authority
other_fund does not owe inform_persons, because risk_not_high
other_fund does not owe correct_public_statement, because no_statement_contradicted

# Nebu, Netherlands, March 2023: software vendor -> market researchers -> their clients. Break-in on 10 and 11 March,
# found a day later, the researcher told two days after; confirmed on 27 March. Hours are made up.
party vendor: processor, NL, nl-ap
party researcher: processor, NL, nl-ap
party client: controller, NL, nl-ap
party silent_client: controller, NL, nl-ap

at 2023-03-12T09:00+01:00
vendor records became_aware at=now how=own_detection
vendor owes alert_controllers, to controllers, without a figure, kind statutory
vendor does not owe notify_authority, because not_the_controller

at 2023-03-14T09:00+01:00
vendor records controllers_alerted at=now
vendor has met alert_controllers
researcher records became_aware at=now how=processor
researcher records party_involved role=controller name="CZ" alert_hours=48
researcher owes alert_controllers, without a figure
researcher owes contract_alert, to CZ, by 2023-03-16T09:00+01:00, kind contract
at 2023-03-16T09:00+01:00
researcher owes contract_alert, to CZ, state late

# Whether the client's data were in the set is not known for two weeks: each hop moves awareness with its own notice.
at 2023-03-28T10:00+02:00
researcher records controllers_alerted at=now
researcher has met late contract_alert, to CZ
client records processor_alert_received at=now party="Blauw"
client records processor_became_aware at=2023-03-14T09:00+01:00 party="Blauw"
client records processor_became_aware at=2023-03-12T09:00+01:00 party="Nebu"
client records sender_verified alert=1 how=pinned_key genuine=true
client owes notify_authority, to nl-ap, by 2023-03-31T10:00+02:00, late from 2023-03-31T11:00+02:00
client is exposed since 2023-03-12T09:00+01:00
client is told "Fri 10:00, 72 h left"
silent_client records processor_alert_received at=now party="Blauw"
silent_client owes notify_authority, by 2023-03-31T10:00+02:00, provisionally

at 2023-03-30T16:00+02:00
client records authority_notified at=now receipt="AP 120" stage=complete
client has met notify_authority
client has met supplement_notification
client records risk_assessed risk=risk reason="names, mail addresses, customer of whom"
client does not owe inform_persons, because risk_not_high

# Of 190 organisations 34 notified only after the authority had urged them.
at 2023-04-05T09:00+02:00
silent_client owes notify_authority, state late
silent_client owes reasons_for_delay, because notification_overdue
silent_client records authority_asked at=now order=answer text="Were you hit?" due_at=2023-04-12T17:00+02:00
silent_client owes answer_order, to nl-ap, by 2023-04-12T17:00+02:00, kind order
at 2023-04-11T10:00+02:00
silent_client records authority_notified at=now receipt="AP 156"
silent_client has met late notify_authority
silent_client owes reasons_for_delay, because notified_late
silent_client records authority_answered question=2 at=now
silent_client has met answer_order

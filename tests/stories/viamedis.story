# Viamedis, France, January and February 2024: third-party payment for 84 health insurers, about 20 million insured.
# 29 January: attack by one health professional's account. 31 January: portal cut off. 1 February: public, CNIL told.
# Hours are made up; days are those of the press.
party platform: processor, FR, fr-cnil
party insurer: controller, FR, fr-cnil

at 2024-01-31T10:00+01:00
platform records party_involved role=controller name="Mutuelle A" alert_hours=24
platform records party_involved role=controller name="Mutuelle B" alert_hours=48
platform records became_aware at=now how=own_detection
platform records measure_taken phase=containment text="portal cut off" at=now
platform owes alert_controllers, to controllers, without a figure, kind statutory
platform owes contract_alert, to Mutuelle A, by 2024-02-01T10:00+01:00, kind contract
platform owes contract_alert, to Mutuelle B, by 2024-02-02T10:00+01:00, kind contract
platform does not owe notify_authority, because not_the_controller
platform does not owe inform_persons, because not_the_controller

# Its own word to the authority informs; it discharges no insurer.
at 2024-02-01T09:02+01:00
platform records authority_notified at=now receipt="P 1"
platform does not owe notify_authority, because not_the_controller
platform records controllers_alerted at=now
platform has met alert_controllers
platform has met contract_alert, to Mutuelle A

# The same minute: the alert lies in the insurer's agreed mailbox. Nobody has read it; its sender is not verified.
insurer records processor_alert_received at=now party="Viamedis"
insurer records processor_became_aware at=2024-01-31T10:00+01:00 party="Viamedis"
insurer owes notify_authority, to fr-cnil, by 2024-02-04T09:02+01:00, late from 2024-02-04T10:00+01:00, provisionally, because sender_not_verified
insurer is exposed since 2024-01-31T10:00+01:00
insurer is told "Sun 09:02, 72 h left"
insurer cannot record became_aware at=2024-02-02T08:00+01:00 supersedes=2

at 2024-02-01T11:00+01:00
insurer records sender_verified alert=1 how=call_back genuine=true
insurer owes notify_authority, by 2024-02-04T09:02+01:00, because aware_by_processor_alert

# Social security number, civil status, insurer, guarantees; no bank data, no contact data.
at 2024-02-02T15:00+01:00
insurer records data_exposed kinds=name,birth_data,national_id,health_insurer,insurance_coverage
insurer records data_not_exposed kinds=bank_account,health,email_address,phone,postal_address
insurer records risk_assessed risk=high reason="numbers that never change, can be combined with other leaks"
insurer owes inform_persons, to persons, without a figure, kind statutory, because risk_high
insurer does not owe inform_publicly, because no_exception_claimed

# The CNIL has a portal: what was typed in counts with the receipt.
at 2024-02-03T17:00+01:00
insurer records authority_notified at=now
insurer owes notify_authority, because filed_without_receipt, missing receipt
insurer records receipt_recorded number="V-2024-1" at=2024-02-03T17:01+01:00 sha256=00
insurer has met notify_authority
insurer owes supplement_notification, without a figure

# The insurer sets itself ten days; the police ask it to wait, which moves this and nothing else.
at 2024-02-05T09:00+01:00
insurer records own_target_set obligation=inform_persons hours=240
insurer owes inform_persons, by 2024-02-11T09:02+01:00, kind own_target
insurer records police_asked_to_wait by="prosecutor, Paris" until=2024-02-14T12:00+01:00
insurer owes inform_persons, by 2024-02-14T12:00+01:00, because police_asked_to_wait
at 2024-02-09T09:00+01:00
insurer records police_wait_ended at=now
insurer owes inform_persons, by 2024-02-11T09:02+01:00

at 2024-02-10T09:30+01:00
insurer records persons_counted best=50000 basis="the processor's extract"
insurer records persons_informed at=now persons=49000 channel=letter
insurer owes inform_persons, state due_soon
at 2024-02-12T09:00+01:00
insurer owes inform_persons, state late
insurer records persons_informed at=now persons=1000 channel=letter complete=true
insurer has met late inform_persons

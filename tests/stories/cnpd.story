# A small employer in Luxembourg, a Friday evening. Invented; the clock is worked example d of Reg. 1182/71.
party employer: controller, LU, lu-cnpd

at 2026-11-20T15:10+01:00
employer records hint_received at=now how=employee text="odd rules in a mailbox"
employer does not owe notify_authority, because not_aware_yet
employer does not owe document_breach, because not_aware_yet

at 2026-11-20T18:20+01:00
employer records became_aware at=now how=own_detection basis="forwarding rules confirmed"
employer owes document_breach, to register, without a figure, missing cause
employer owes notify_authority, to lu-cnpd, by 2026-11-23T18:20+01:00, late from 2026-11-23T19:00+01:00, kind statutory, state open, because risk_not_assessed
employer does not owe inform_persons, because risk_not_assessed
employer does not owe reasons_for_delay, because not_late
employer is told "Mon 18:20, 72 h left"

# One authorised person files what there is; a second one looks at it within a day.
at 2026-11-22T11:30+01:00
employer records risk_assessed risk=risk reason="wage slips of 99 employees"
employer owes notify_authority, state open, because risk_present
at 2026-11-22T18:20+01:00
employer owes notify_authority, state due_soon
employer records authority_notified at=now channel=mail_openpgp preliminary=true
employer has met notify_authority
employer owes supplement_notification, to lu-cnpd, without a figure, missing persons
employer owes second_look, by 2026-11-23T18:20+01:00, kind own_target
employer does not owe inform_persons, because risk_not_high

at 2026-11-23T09:00+01:00
employer by bert records second_look_done at=now
employer has met second_look
employer records measure_planned text="two-factor login" owner="IT" due_at=2026-12-15T18:00+01:00
employer owes complete_measure, to IT, by 2026-12-15T18:00+01:00, kind own_target

# The authority asks back and sets a date.
at 2026-11-25T10:00+01:00
employer records authority_asked at=now order=answer text="How many persons?" due_at=2026-12-02T17:00+01:00
employer owes answer_order, to lu-cnpd, by 2026-12-02T17:00+01:00, kind order
employer is told "Wed 2 Dec 2026 17:00, 175 h left"
at 2026-11-30T10:00+01:00
employer records persons_counted best=99 basis="payroll"
employer records authority_notified at=now stage=complete channel=mail_openpgp
employer records authority_answered question=7 at=now
employer has met answer_order
employer has met supplement_notification
employer does not owe reasons_for_delay, because not_late

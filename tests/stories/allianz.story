# Allianz Global Assistance, Netherlands 2019: a safe with back-up tapes stolen from a supplier. Investigation from
# 19 September. Hours are made up.
party insurer: controller, NL, nl-ap

at 2019-09-19T14:15+02:00
insurer records became_aware at=now how=processor
insurer records cause_established cause=theft_backup
insurer records protection_assessed protection=special_reader
insurer owes notify_authority, to nl-ap, by 2019-09-22T14:15+02:00, late from 2019-09-22T15:00+02:00
insurer is told "Sun 14:15, 72 h left"

# A weekend stops no hours.
at 2019-09-21T14:15+02:00
insurer owes notify_authority, state due_soon
insurer records police_report_filed at=2019-09-20T10:00+02:00
insurer records authority_notified at=now receipt="AP 5"
insurer has met notify_authority

# First wave: 260,000 travel customers.
at 2019-09-23T09:00+02:00
insurer records risk_assessed risk=high reason="names, addresses, some bank accounts"
insurer records persons_counted best=260000 basis="travel customers on the tapes"
insurer owes inform_persons, to persons, without a figure, because risk_high

# "Nobody can read such tapes": an exception claimed, and not confirmed. What was claimed can fall again.
at 2019-09-24T09:00+02:00
insurer records exception_claimed exception=unintelligible evidence="statement of the supplier"
insurer does not owe inform_persons, because exception_unintelligible
at 2019-09-26T09:00+02:00
insurer records exception_rejected exception=unintelligible reason="a special reader is needed, which is not encryption"
insurer owes inform_persons, because risk_high
at 2019-09-30T09:00+02:00
insurer records persons_informed at=now persons=260000 channel=letter
insurer has met inform_persons

# October: more than two million roadside customers of five years. Nine times as many is another case.
at 2019-10-14T09:00+02:00
insurer records persons_counted best=2300000 basis="roadside assistance of five years" supersedes=7
insurer owes inform_persons, without a figure
insurer owes reassess_risk, because assessment_overtaken
insurer owes supplement_notification, to nl-ap

# Of many the insurer knows only the licence plate: the rest is told in public.
at 2019-10-18T09:00+02:00
insurer records risk_assessed risk=high reason="as before, many more"
insurer has met reassess_risk
insurer records exception_claimed exception=disproportionate_effort evidence="owners known to manufacturers only" instead="notices in newspapers and at dealers"
insurer owes inform_publicly, to public, because exception_disproportionate_effort
insurer records persons_informed at=now persons=2040000 channel=public
insurer has met inform_publicly
insurer has met notify_authority

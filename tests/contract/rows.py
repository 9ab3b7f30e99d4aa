"""The contract: one row a command, with the fields of its answer or the refusal it must give.

A row is run in the order it stands, on one simulated store. {names} in a row are filled from earlier answers.
A shape names the fields an answer must have at least; more fields may come, none may go or change its type.
"""
from shapes import Answer, Group, Refusal, Said, Step, bool_, count, each, hash_, id_, maybe, number, one_of, text, time, utc

KNOWLEDGE = one_of("known", "estimated", "unknown_yet", "not_applicable", "withheld", "erased")
STATE = one_of("not_required", "open", "due_soon", "late", "met", "met_late", "waived")
ANSWER = one_of("yes", "no", "needs_input", "by_controllers")

HEAD = {"incident": id_, "title": text, "role": one_of("controller", "processor", "authority"), "authority": text, "opened_at": utc}
FACTS = {"incident": id_, "facts": each({"id": id_, "seq": count, "kind": text, "recorded_at": utc, "body": {}, "state": KNOWLEDGE, "author": id_})}
CLOCK = {"target": maybe(time), "hour_rule": maybe(time), "art35_touched": maybe(time), "art35_whole": maybe(time),
         "stages": each({"name": text, "target": maybe(time), "due_at": maybe(time), "counting": text, "source": text})}
ASSESSED = {"cases": each({"id": text, "document": bool_, "authority": ANSWER, "persons": ANSWER, "notify_controllers": bool_,
                           "risk": one_of("unlikely", "risk", "high", "undetermined"),
                           "because": each({"code": text, "text": text, "source": text}), "would_change": each({}),
                           "enisa": maybe({"score": number, "band": one_of("low", "medium", "high", "very_high"), "flags": each(text)})}),
            "warnings": each(text)}
IDENTIFIED = {"values": each({"value_masked": text,
                              "kinds": each({"kind": text, "country": maybe(text), "valid": bool_, "check": one_of("digit", "shape"),
                                             "normal_form_hash": maybe(hash_)})})}
DUE = {"obligations": each({"incident": id_, "obligation": text, "who": text, "to_whom": text, "stage": text, "state": STATE,
                            "due_kind": one_of("statutory", "contract", "order", "own_target"), "due_at": maybe(utc), "because": each(text),
                            "missing": each(text), "source": text, "pack": text, "verified": bool_})}
NOTICE = {"files": each(text), "missing": each(text), "channel": text, "sent": maybe({})}
CAMPAIGN = {"campaign": id_, "counts": {}, "strata": each({})}
VERDICT = {"ok": bool_, "entries": count, "root": hash_, "checkpoint": text, "first_error": maybe({"entry": maybe(count), "what": text})}
SCOPE = {"records": count, "rejects": count, "persons": count, "seconds": number, "peak_rss_mb": number, "plain": bool_,
         "columns": each({"file": text, "name": text, "kind": text, "share": number, "confidence": text}),
         "by_controller": each({"controller": maybe(text), "records": count, "persons": count}),
         "by_kind": each({"kind": text, "records": count, "persons": count})}
CLOCK_AT = "clock --regime gdpr --authority LU --aware"
ADD = "fact add {incident}"

ROWS = [
    Group("without a store", simulated=False),
    Answer("version", {}),
    Answer("config", {"keys": each({"key": text, "says": text})}),
    Answer("authority list", {"authorities": each({"id": text, "country": text, "channel": text, "verified": bool_})}),
    Answer("fact kinds", {"kinds": each({"kind": text, "says": text, "fields": each({"name": text, "type": text, "required": bool_, "says": text})})}),
    Answer("fact kinds became_aware", {"kinds": each({"kind": text})}),
    Answer("clock --regime gdpr --aware 2026-11-20T18:20:00+01:00 --authority LU", CLOCK,
           {"target": "2026-11-23T18:20:00+01:00", "hour_rule": "2026-11-23T19:00:00+01:00", "art35_touched": "2026-11-23T19:00:00+01:00",
            "art35_whole": "2026-11-25T00:00:00+01:00"}),
    Answer("clock --regime gdpr --aware 2026-04-02T17:05:00+02:00 --authority DE", CLOCK,
           {"target": "2026-04-05T17:05:00+02:00", "hour_rule": "2026-04-05T18:00:00+02:00", "art35_touched": "2026-04-08T00:00:00+02:00",
            "art35_whole": "2026-04-09T00:00:00+02:00"}),
    Answer("clock --regime gdpr --aware 2026-03-27T22:30:00+01:00 --authority de-bfdi", CLOCK,
           {"target": "2026-03-30T23:30:00+02:00", "hour_rule": "2026-03-31T00:00:00+02:00", "art35_whole": "2026-04-01T00:00:00+02:00"}),
    Answer("clock --regime gdpr --aware 2026-11-20T18:20:00+01:00 --authority DE --region DE-BY", CLOCK),
    Answer("assess {source}/tests/data/cases.yaml", ASSESSED),
    Answer("identify 285037511600174 --country FR --key-hex 00", IDENTIFIED,
           {"values/0/value_masked": "28***********74", "values/0/kinds/0/kind": "fr_nir", "values/0/kinds/0/valid": True}),
    Answer("identify -", IDENTIFIED, {"values/1/value_masked": "****"}, stdin="285037511600174\nZoë1\n"),
    Answer("identify 285037511600174 --show", IDENTIFIED, {"values/0/value": "285037511600174", "values/0/kinds/0/normal_form_hash": None}),

    Group("bad usage"),
    Refusal("", 2),
    Refusal("nonsense", 2),
    Refusal("fact", 2),
    Refusal("clock --regime gdpr", 2),
    Refusal("version --no-such-option", 2),
    Refusal("incident list Dupont", 2, not_said="Dupont"),
    Refusal("incident list --name=Dupont", 2, not_said="Dupont"),
    Refusal("identify \udcff", 2),  # not UTF-8
    Refusal("clock --regime nope --aware 2026-11-20T18:20:00Z --authority LU", 2, "not_found"),
    Refusal(f"{CLOCK_AT} 2026-11-20T18:20:00", 2),
    Refusal(f"{CLOCK_AT} 2026-02-30T18:20:00Z", 2),
    Refusal(f"{CLOCK_AT} 9999-12-31T23:59:59-12:00", 2),
    Refusal(f"{CLOCK_AT} 1999-01-01T00:00:00Z", 2),
    Refusal("clock --regime gdpr --aware 2026-11-20T18:20:00Z --authority XX", 2),
    Refusal("clock --regime gdpr --aware 2026-11-20T18:20:00Z --authority LU --region XX", 2),
    Refusal("identify 1 --key-hex zz", 2),
    Refusal("identify 1 --country ZZ", 2),
    Refusal("assess {work}/nothing-here.yaml", 2),
    Refusal("assess {work}/broken.yaml", 2),
    Refusal("assess {work}", 2),
    Refusal("drill nonsense", 2),
    Refusal("drill cnpd --persons many", 2),

    Group("a store"),
    Refusal("due", 2, "not_found"),
    Refusal("init --organisation A --country ZZ --origin register.example.eu/art33", 2),
    Refusal("init --organisation A --country FR --origin https://a+b/", 2),
    Refusal("init --organisation A\x1b[2J --country FR --origin register.example.eu/art33", 2),
    Refusal("init --organisation A --country FR --origin register.example.eu/art33 --now 2026-11-20T18:30:00Z", 2),
    Answer("init --organisation Mutuelle --country FR --origin register.example.eu/art33 --simulated --now 2026-11-20T18:30:00+01:00",
           {"organisation": id_, "origin": text, "vkey": text}, {"simulated": True}),
    Refusal("init --organisation Mutuelle --country FR --origin register.example.eu/art33", 1),
    Answer("person add Dana --role dpo", {"person": id_, "name": text, "role": text}),
    Refusal("person add Max --role decider", 2),  # the second person needs an actor
    Refusal("person add Max --role king --actor Dana", 2),
    Group("a store", actor="Dana"),
    Answer("person add Max --role decider", {"person": id_}),
    Refusal("person add Max --role decider", 1, "conflict"),
    Refusal("person add \n --role decider", 2),
    Answer("person list", {"persons": each({"name": text, "role": text})}, reads=True),

    Group("incidents and facts", actor="Dana"),
    Refusal("incident new --title T --role king --authority FR", 2),
    Refusal("incident new --title T --role controller --authority XX", 2),
    Refusal("incident new --title \x1b[2J --role controller --authority FR", 2),
    Answer("incident new --title Processor --role controller --authority fr-cnil", HEAD, save={"incident": "incident"}),
    Answer("incident list", {"incidents": each(HEAD)}, reads=True),
    Answer("incident show {incident}", HEAD, reads=True),
    Refusal("incident show ffffffff", 2, "not_found"),
    Answer("due {incident}", DUE, {"obligations/0/state": "not_required", "obligations/0/because/0": "not_aware_yet"}, reads=True),
    Answer(f"{ADD} became_aware at=2026-11-20T18:20:00+01:00 basis=call", FACTS,
           {"facts/0/kind": "became_aware", "facts/0/body/at": "2026-11-20T17:20:00Z", "facts/0/seq": 1}),
    Refusal(f"{ADD} became_aware at=2027-11-20T18:20:00+01:00", 2),
    Refusal(f"{ADD} became_aware at=yesterday", 2),
    Refusal(f"{ADD} became_aware", 2),
    Refusal(f"{ADD} became_aware at=2026-11-20T18:20:00+01:00 colour=red", 2),
    Refusal(f"{ADD} became_aware at=2026-11-20T18:20:00+01:00 --as-of 2026-11-20T18:30:00+01:00", 2),
    Refusal(f"{ADD} nonsense at=2026-11-20T18:20:00+01:00", 2),
    Refusal(f"{ADD} persons_counted min=9 best=5 max=2 basis=x", 2),
    Refusal(f"{ADD} persons_counted best=-1", 2),
    Refusal(f"{ADD} persons_counted best=99999999999999999999", 2),
    Refusal(f"{ADD} persons_counted best=9223372036854775807", 2),
    Refusal(f"{ADD} own_target_set obligation=inform_persons hours=9223372036854775807", 2),
    Refusal(f"{ADD} persons_counted best=5 supersedes=1", 2),
    Refusal(f"{ADD} persons_counted best=5 supersedes=99", 2),
    Refusal(f"{ADD} risk_assessed risk=enormous reason=x", 2),
    Refusal(f"{ADD} lesson_learnt text=\x1b[2J", 2),
    Refusal(f"{ADD} lesson_learnt text=a --actor Nobody", 2, not_said="Nobody"),
    Refusal(f"{ADD} lesson_learnt text=a --key-dir {{work}}", 1),
    Refusal(f"{ADD} --file {{work}}/nothing-here.jsonl", 2),
    Refusal(f"{ADD} --file {{work}}", 2),
    Refusal(f"{ADD} --file -", 2, stdin=""),
    Refusal(f"{ADD} --file -", 2, stdin='{"kind": "lesson_learnt", "text": "a"}\n{"kind": "nonsense"}\n'),
    Refusal(f"{ADD} --file -", 2, stdin='{"kind": "lesson_learnt", "text": "a"}\n{"kind": "lesson'),
    Answer(f"{ADD} --file -", FACTS, {"facts/0/seq": 2, "facts/1/seq": 3},
           stdin='{"kind": "persons_counted", "min": 1, "best": 2, "max": 3, "basis": "x"}\n{"kind": "records_counted", "best": 5}\n'),
    Answer(f"{ADD} --file -", FACTS, stdin='[{"kind": "nature_established", "nature": ["confidentiality"]}]'),
    Answer(f"{ADD} persons_counted min=2 best=3 max=4 basis=y supersedes=2", FACTS),
    Answer("fact list {incident}", FACTS, reads=True),
    Answer("fact list {incident} --as-of 2026-11-20T18:00:00+01:00", FACTS, {"facts": []}),
    Refusal("fact list {incident} --as-of yesterday", 2),
    Refusal("due --now 2026-11-20T18:00:00+01:00", 2),  # the time does not go back

    Group("what is due, over time", actor="Dana"),
    Answer("due {incident}", DUE, {"obligations/notify_authority/state": "open", "obligations/notify_authority/due_at": "2026-11-23T17:20:00Z"}, reads=True),
    Answer("due --now 2026-11-22T18:19:59+01:00", DUE, {"obligations/notify_authority/state": "open"}),
    Answer("due --now 2026-11-22T18:20:00+01:00", DUE, {"obligations/notify_authority/state": "due_soon"}),
    Answer("due --now 2026-11-23T18:59:59+01:00", DUE, {"obligations/notify_authority/state": "due_soon"}),
    Answer("due --now 2026-11-23T19:00:00+01:00", DUE, {"obligations/notify_authority/state": "late"}),
    Answer("due", DUE, {"obligations/notify_authority/state": "late"}),  # the time stands where it was put
    Answer("due --as-of 2026-11-22T18:00:00+01:00", DUE, {"obligations/notify_authority/state": "open"}),
    Answer("assess --incident {incident}", ASSESSED, reads=True),
    Answer("tick", {}),

    Group("in the reader's language", actor="Dana"),
    Said("due --lang fr", ["SIMULÉ, ", "en retard", "Notifier à l'autorité", "de retard"]),
    Said("--lang de due", ["SIMULIERT, ", "Aufsichtsbehörde benachrichtigen", "zu spät"]),
    Said("due", ["SIMULIERT, "], language="de"),
    Said("due --lang en", ["SIMULATED, ", "40 min late"], language="de"),
    Said("assess --incident {incident} --lang fr", ["Une personne agissant pour le responsable décide"]),
    Said("due --help", ["ce qui est dû, à qui", "Options"], language="fr"),
    Said("clock --regime gdpr --aware 2026-11-20T18:20:00+01:00 --authority LU", ["lun. 23 nov. 2026 18:20"], language="fr"),
    Said("due --lang xx", ["there are no texts in this language", "languages: de en fr"], exit=2),
    Said("incident show zzzz", ["was tun:"], exit=2, language="de"),
    Answer("due {incident} --lang fr", DUE, {"obligations/notify_authority/state": "late"}),

    Group("telling the authority", actor="Max"),
    Answer("notify {incident} --stage initial --dry-run", NOTICE, {"channel": "portal", "sent": None}),
    Refusal("notify {incident} --stage initial", 1),
    Refusal("notify {incident} --stage sometimes --dry-run", 2),
    Refusal("notify ffffffff --stage initial --dry-run", 2),
    Refusal("receipt add {incident} --number V-1 --at 2026-11-23T19:00:00+01:00 --file {work}/extract.csv", 1),  # nothing was prepared
    Answer("organisation set sector=private dpo=yes dpo_name=Dana dpo_contact=dpo@mutuelle.example contact=12_rue_Modèle", {"organisation": {}}),
    Refusal("organisation set colour=red", 2),
    Refusal("mail key --address nonsense", 2),
    Refusal("authority pin LU --key {work}/extract.csv --fingerprint zz", 2),
    Answer("organisation show", {"organisation": {}}, reads=True),
    Answer("incident new --title Second --role controller --authority FR", HEAD, {"authority": "fr-cnil"}, save={"second": "incident"}),
    Answer("fact add {second} --file {work}/facts.jsonl", FACTS),
    Answer("notify {second} --stage initial", NOTICE, {"channel": "portal", "missing": [], "sent": None}),
    Answer("due {second}", DUE, {"obligations/notify_authority/state": "open"}),  # prepared is not filed
    Refusal("receipt add {second} --number V-1 --at 2026-11-23T19:00:00+01:00 --file {work}/nothing-here.pdf", 2),
    Refusal("receipt add {second} --number V-1 --at 2027-11-23T19:00:00+01:00 --file {work}/extract.csv", 2),
    Answer("receipt add {second} --number V-1 --at 2026-11-23T19:30:00+01:00 --file {work}/extract.csv --now 2026-11-23T19:40:00+01:00", NOTICE),
    Answer("due {second}", DUE, {"obligations/notify_authority/state": "met"}),

    Group("whose data", actor="Dana"),
    Refusal("scope {work}/extract.csv --out {work}/scope", 1, "refused"),
    Refusal("scope {work}/nothing-here.csv --out {work}/scope --plain", 2),
    Refusal("scope {work}/broken.xlsx --out {work}/scope --plain", 2),
    Refusal("scope {work}/noise.xlsx --out {work}/scope --plain", 2),
    Refusal("scope {work}/extract.csv --out {work}/extract.csv --plain", 1),
    Refusal("scope {work}/extract.csv {work}/extract.csv --out {work}/scope --plain", 2),
    Refusal("scope {work}/extract.csv --out {work}/scope --plain --map colour=red", 2),
    Refusal("scope {work}/extract.csv --out {work}/scope --plain --memory 1KB", 2),
    Answer("scope {work}/extract.csv --out {work}/scope --plain", SCOPE, {"records": 4, "rejects": 0, "persons": 3, "plain": True},
           files=["scope/report.json", "scope/records.parquet", "scope/persons.parquet", "scope/rejects.parquet"]),
    Answer("scope {work}/extract.csv --out {work}/scope2 --plain --incident {incident}", SCOPE),
    Refusal("scope {work}/extract.csv --out {work}/scope --incident {incident}", 1, "refused"),  # plain tables lie there
    Refusal("scope {work}/extract.csv --out {work}/scope3 --incident {incident} --provenance bought --allowed-by us", 2),
    Refusal("scope {work}/extract.csv --out {work}/scope3 --incident {incident} --provenance found", 2),
    Refusal("scope --out {work}/scope3", 2),
    Refusal("scope {work}/extract.csv", 2),
    Refusal("scope destroy {incident} --reason over --actor Max", 2, "not_found"),  # nothing was sealed
    Answer("scope {work}/extract.csv --out {work}/scope3 --incident {incident} --provenance found --allowed-by us", SCOPE, {"plain": False},
           files=["scope3/report.json", "scope3/records-0001.sealed", "scope3/persons-0001.sealed", "scope3/rejects-0001.sealed"]),
    Refusal("scope destroy {incident} --reason over", 1, "refused"),  # a DPO does not decide
    Answer("scope destroy {work}/scope3 --reason over --actor Max", {"incident": id_, "destroyed": bool_}, {"destroyed": True}),
    Refusal("notices plan {incident} --scope {work}/nothing-here", (1, 2)),
    Refusal("notices status ffffffff", 2),

    Group("the register", actor="Dana"),
    Answer("register verify", VERDICT, {"ok": True, "first_error": None}, save={"checkpoint": "checkpoint"}, reads=True),
    Step("keep_checkpoint"),
    Answer(f"{ADD} lesson_learnt text=Second_factor", FACTS),
    Answer("register verify --checkpoint {work}/checkpoint.txt", VERDICT, {"ok": True}),
    Answer("register verify --checkpoint {work}/checkpoint-longer.txt", VERDICT, {"ok": True}),  # as `echo` would have saved it
    Refusal("register verify --checkpoint {work}/extract.csv", 2),
    Refusal("register verify --checkpoint {work}/nothing-here.txt", 2),
    Answer("register prove {incident} --out {work}/dossier", {}),
    Answer("register export --out {work}/export", {}),
    Answer("register report --out {work}/report", {}),
    Refusal("register export --out {work}/extract.csv", 1),
    Step("verify_dossiers"),
    Step("nothing_is_open_to_others"),

    Group("a drill", simulated=None),
    Answer("drill cnpd --persons 1000", {"drill": text, "out": text, "files": each({"path": text})}, {"simulated": True}),
]

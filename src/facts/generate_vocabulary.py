"""Writes facts/vocabulary.h and facts/vocabulary.cc from vocabulary.toml: word lists as enums, kinds as structs,
the closed variant over them, and how each is written to and read from a JSON body."""
import pathlib
import sys
import tomllib

KEYWORDS = {"public", "private", "export", "default", "delete", "union", "new", "class", "operator", "register"}
RESERVED = {"kind", "state", "basis", "supersedes"}
source, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
data = tomllib.loads(source.read_text())
words, kinds = data["words"], data["kinds"]


def camel(name):
    return "".join(part.capitalize() for part in name.split("_"))


def enumerator(name):
    return name + "_" if name in KEYWORDS else name


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Field:
    def __init__(self, kind, name, spec):
        self.name, self.says, self.required = name, spec["says"], spec.get("required", False)
        self.list = spec["type"].startswith("[")
        self.type = spec["type"].strip("[]")
        if self.type not in {"instant", "text", "number", "flag", "country"} and self.type not in words:
            sys.exit(f"vocabulary.toml: {kind}.{name}: unknown type {self.type}")
        plain = {"instant": "Instant", "text": "std::string", "number": "std::int64_t", "flag": "bool", "country": "std::string"}
        self.cpp = plain.get(self.type) or f"word::{camel(self.type)}"
        if self.list:
            self.member = f"std::vector<{self.cpp}>"
        elif self.required:
            self.member = self.cpp
        else:
            self.member = f"std::optional<{self.cpp}>"


parsed = {}
for name, spec in kinds.items():
    options = spec.get("options", {})
    fields = [Field(name, key, value) for key, value in spec.items() if isinstance(value, dict) and key != "options"]
    for field in fields:
        if field.name in RESERVED:
            sys.exit(f"vocabulary.toml: {name}: a field may not be called {field.name}; that word is every fact's own")
    claims = options.get("claims", "")
    if claims and claims not in [f.name for f in fields]:
        sys.exit(f"vocabulary.toml: {name}: claims an unknown field {claims}")
    parsed[name] = (spec["says"], spec["source"], fields, claims)

header = ["// Generated from vocabulary.toml; do not edit. The words and kinds of facts.", "", "#pragma once", "",
          '#include "facts/vocabulary_support.h"', "", "namespace tocsin::word {", ""]
for name, values in words.items():
    header += [f"enum class {camel(name)} : std::uint8_t {{ {', '.join(map(enumerator, values))} }};",
               f"inline constexpr std::string_view {name}_words[] = {{{', '.join(map(literal, values))}}};",
               f"constexpr std::span<const std::string_view> words_of({camel(name)}) {{ return {name}_words; }}", ""]
header += ["}  // namespace tocsin::word", "", "namespace tocsin::fact {", ""]
for name, (says, law, fields, claims) in parsed.items():
    header += [f"// {says}", f"// {law}", f"struct {camel(name)} {{"]
    for f in fields:
        initial = "" if f.list or not f.required else "{}"
        header.append(f"  {f.member} {enumerator(f.name)}{initial};  // {f.says}")
    header += [f"  static constexpr std::string_view kind = {literal(name)};",
               f"  bool operator==(const {camel(name)}&) const = default;", "};", ""]
header += ["using Body = std::variant<" + ", ".join(camel(n) for n in parsed) + ">;", "",
           "}  // namespace tocsin::fact", ""]

body = ["// Generated from vocabulary.toml; do not edit.", '#include "facts/vocabulary.h"', "", '#include "facts/vocabulary_io.h"', "", "namespace tocsin::fact {", "namespace {", ""]
rows = []
for name, (says, law, fields, claims) in parsed.items():
    body += [f"constexpr FieldInfo {name}_fields[] = {{"]
    for f in fields:
        listed = f"word::{f.type}_words" if f.type in words else "{}"
        body.append(f"    {{{literal(f.name)}, {literal(f.type)}, {str(f.list).lower()}, {str(f.required).lower()}, {literal(f.says)}, {listed}}},")
    body += ["};", f"void read_into({camel(name)}& body, BodyReader& in) {{"]
    body += [f"  in.read({literal(f.name)}, body.{enumerator(f.name)});" for f in fields]
    body += ["}", f"void write_from(const {camel(name)}& body, BodyWriter& out) {{"]
    body += [f"  out.write({literal(f.name)}, body.{enumerator(f.name)});" for f in sorted(fields, key=lambda f: f.name)]
    body += ["}", ""]
    rows.append(f"    {{{literal(name)}, {literal(says)}, {literal(law)}, {literal(claims)}, {name}_fields}},")
body += ["constexpr KindInfo all_kinds[] = {"] + rows + ["};", "", "}  // namespace", "",
         "std::span<const KindInfo> kinds() { return all_kinds; }", "",
         "Body empty_body(std::size_t index) {", "  switch (index) {"]
body += [f"    case {i}: return {camel(n)}{{}};" for i, n in enumerate(parsed)]
body += ["    default: check(false);", "  }", "  std::abort();", "}", "",
         "void read_body(Body& body, BodyReader& in) { std::visit([&](auto& b) { read_into(b, in); }, body); }",
         "void write_body(const Body& body, BodyWriter& out) { std::visit([&](const auto& b) { write_from(b, out); }, body); }", "",
         "}  // namespace tocsin::fact", ""]
out.mkdir(parents=True, exist_ok=True)
for file, lines in (("vocabulary.h", header), ("vocabulary.cc", body)):
    text = "\n".join(lines)
    path = out / file
    if not path.exists() or path.read_text() != text:
        path.write_text(text)

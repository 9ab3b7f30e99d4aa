// tocsin-verify: is this dossier true? For authorities, auditors and anyone else who got one.
//
// Acts:   reads the dossier, the key and the kept checkpoint; prints to stdout. Needs no network and no store.
// Holds:  exit 0 valid (also with withheld fields), 1 invalid, 2 not a dossier or wrong usage.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>
#include <span>

#include "base/text.h"
#include "verify/answer.h"

namespace tocsin::verify {
namespace {

constexpr std::string_view usage =
    "usage: tocsin-verify DOSSIER --key VKEYFILE [--checkpoint FILE] [--json]\n"
    "\n"
    "DOSSIER     the folder you were given\n"
    "VKEYFILE    the register's public key (register.vkey), from where the organisation published it\n"
    "FILE        a checkpoint of the register that you kept from an earlier time\n"
    "exit code   0 valid, also with withheld fields; 1 invalid; 2 not a dossier or wrong usage\n";

struct Wishes {
  std::string dossier;
  std::string key;
  std::optional<std::string> checkpoint;
  bool as_json = false;
};

std::unexpected<Error> bad_usage(std::string what) { return failure(ErrorKind::invalid, std::move(what), "command line", "tocsin-verify --help"); }

Result<Wishes> wishes_of(std::span<char* const> words) {
  Wishes wishes;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == "--json") {
      wishes.as_json = true;
    } else if (word == "--key" || word == "--checkpoint") {
      if (++i == words.size()) return bad_usage(fmt::format("{} needs a file", word));
      if (word == "--key")
        wishes.key = words[i];
      else
        wishes.checkpoint = words[i];
    } else if (word.starts_with("-")) {
      return bad_usage(fmt::format("unknown option {}", word));
    } else if (wishes.dossier.empty()) {
      wishes.dossier = word;
    } else {
      return bad_usage("only one dossier can be checked at a time");
    }
  }
  if (wishes.dossier.empty()) return bad_usage("the dossier is missing");
  if (wishes.key.empty()) return bad_usage("the key is missing (--key)");
  return wishes;
}

// Small files that the user named.
Result<std::string> contents_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string out(65537, '\0');
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  if (in.gcount() == 0 || in.gcount() == static_cast<std::streamsize>(out.size()))
    return failure(ErrorKind::invalid, "the file cannot be read, is empty or is too long", path);
  out.resize(static_cast<std::size_t>(in.gcount()));
  return out;
}

Result<Report> report_on(const Wishes& wishes) {
  TRY(key_text, contents_of(wishes.key));
  TRY(key, vkey_of(key_text));
  std::optional<std::string> kept;
  if (wishes.checkpoint) {
    TRY(text, contents_of(*wishes.checkpoint));
    kept = std::string(trimmed(text)) + "\n";  // a shell or an editor may have added or taken a line end
  }
  TRY(folder, open_folder(wishes.dossier));
  return check(*folder, key, kept);
}

int tell(const Error& error, bool as_json) {
  if (as_json) {
    const json::object body{{"kind", name_of(error.kind)}, {"what", error.what}, {"where", error.where}, {"remedy", error.remedy}};
    std::fputs((print_line(json::object{{"error", body}}) + '\n').c_str(), stderr);
  } else {
    fmt::print(stderr, "tocsin-verify: {}{}{}\n", error.where, error.where.empty() ? "" : ": ", error.what);
    if (!error.remedy.empty()) fmt::print(stderr, "{}\n", error.remedy);
  }
  return 2;
}

int run(std::span<char* const> words) {
  if (words.size() == 1 && std::string_view(words[0]) == "--help") {
    fmt::print("{}", usage);
    return 0;
  }
  const bool as_json = std::ranges::any_of(words, [](std::string_view word) { return word == "--json"; });
  const auto wishes = wishes_of(words);
  if (!wishes) return tell(wishes.error(), as_json);
  const auto report = report_on(*wishes);
  if (!report) return tell(report.error(), as_json);
  const std::string answer = as_json ? print(json_of(*report)) : text_of(*report);
  std::fwrite(answer.data(), 1, answer.size(), stdout);
  return report->verdict == Verdict::invalid ? 1 : 0;
}

}  // namespace
}  // namespace tocsin::verify

int main(int argc, char** argv) { return tocsin::verify::run(std::span(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0)); }

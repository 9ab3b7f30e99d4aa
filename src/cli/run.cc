// The one file that includes the command line library.
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "base/check.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/said_error.h"

namespace tocsin::cli {
namespace {

int tell(const Error& error, const Session& session, bool as_json, std::ostream& err) {
  if (as_json) {
    err << print_line(json_of_error(error, session.language)) << '\n';
    return exit_code_of(error.kind);
  }
  const Error told = said(error, session.language);
  const Words& say = session.say;
  err << "tocsin: " << told.what << '\n';
  if (!told.where.empty()) err << fmt::format("  {:<12}{}\n", say("error.where"), told.where);
  if (!told.remedy.empty()) err << fmt::format("  {:<12}{}\n", say("error.remedy"), told.remedy);
  return exit_code_of(error.kind);
}

struct Bound {
  const CommandSpec* spec;
  CLI::App* app;
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, bool> flags;
};

CLI::App* subcommand(CLI::App& root, const CommandSpec& spec) {
  CLI::App* app = &root;
  for (std::size_t begin = 0; begin <= spec.name.size();) {
    const std::size_t end = std::min(spec.name.find(' ', begin), spec.name.size());
    const std::string word = spec.name.substr(begin, end - begin);
    const auto known = app->get_subcommands([&](const CLI::App* sub) { return sub->get_name() == word; });
    CLI::App* next = known.empty() ? nullptr : known.front();
    if (next == nullptr) {
      next = app->add_subcommand(word);
      next->fallthrough();
      if (end < spec.name.size()) next->require_subcommand(1);
    }
    app = next;
    begin = end + 1;
  }
  app->require_subcommand(0);
  return app;
}

void bind(Bound& bound) {
  for (const Word& word : bound.spec->words) {
    if (word.kind == Word::Kind::flag) {
      bound.app->add_flag(word.name, bound.flags[word.name]);
      continue;
    }
    auto* option = bound.app->add_option(word.name, bound.values[word.name])->required(word.required);
    if (word.kind == Word::Kind::value) option->expected(1)->allow_extra_args(false);
    if (word.kind == Word::Kind::values) option->expected(1, -1);
  }
}

Arguments arguments_of(const Bound& bound) {
  Arguments arguments;
  for (const auto& [name, values] : bound.values)
    if (bound.app->get_option(name)->count() > 0) arguments.values[name] = values;
  for (const auto& [name, given] : bound.flags)
    if (given) arguments.values[name] = {};
  return arguments;
}

std::string said_of_word(const Words& say, const std::string& command, const std::string& word) {
  const std::string own = fmt::format("help.{}.{}", command, word);
  return say(say.has(own) ? own : "help.every." + word);
}

void describe_options(CLI::App& app, const Words& say, const std::string& command) {
  for (CLI::Option* option : app.get_options()) {
    const std::string name = option->get_positional() ? option->get_name(true) : "--" + option->get_lnames().front();
    if (!option->get_positional()) option->group(say("help.label.Options"));
    if (name == "--help")
      option->description(say("help.tocsin.--help"));
    else if (name == "--lang" && command == "tocsin")
      option->description(say("help.tocsin.--lang", {{"languages", joined(languages_of("commands"), " ")}}));
    else
      option->description(said_of_word(say, command, name));
  }
}

// What each word is for. Asked for only where it is read: `--help`.
void describe(CLI::App& root, const std::vector<std::unique_ptr<Bound>>& all, const Words& say) {
  for (const char* label : {"Usage", "Positionals", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "REQUIRED", "TEXT"})
    root.get_formatter()->label(label, say(std::string("help.label.") + label));
  root.description(say("help.tocsin.summary"));
  describe_options(root, say, "tocsin");
  for (const auto& bound : all) {
    bound->app->description(say(fmt::format("help.{}.summary", bound->spec->name)));
    bound->app->footer(say("help.tocsin.footer"));
    describe_options(*bound->app, say, bound->spec->name);
    for (CLI::App* app = bound->app; app != &root; app = app->get_parent()) {
      app->group(say("help.label.Subcommands"));
      if (app == bound->app) continue;
      app->description(say("help.group." + app->get_name()));
      for (CLI::Option* option : app->get_options()) option->group(say("help.label.Options"))->description(say("help.tocsin.--help"));
    }
  }
}

// What is wrong with a command line, in our own words. A word too many may be anybody's name: it is not repeated.
Error usage_error(const CLI::ParseError& error, const CLI::App& root) {
  const CLI::App* asked = &root;
  while (!asked->get_subcommands().empty()) asked = asked->get_subcommands().front();
  std::string command;
  for (const CLI::App* one = asked; one != nullptr; one = one->get_parent()) command = one->get_name() + (command.empty() ? "" : " " + command);
  Error told{ErrorKind::invalid, error.what(), command, fmt::format("see {} --help", command)};
  const bool group = !asked->get_subcommands([](const CLI::App*) { return true; }).empty();
  const std::vector<std::string> left = root.remaining(true);
  if (group) {
    const bool word = !left.empty() && !left.front().starts_with('-');
    told.what = word ? "there is no such command: " + left.front().substr(0, 40) : "a command is missing";
  } else if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const auto option = std::find_if(left.begin(), left.end(), [](const std::string& one) { return one.starts_with("--"); });
    told.what = option == left.end() ? "there are more words than this command takes"
                                     : "there is no option " + option->substr(0, std::min(option->find('='), std::size_t{40}));
  }
  return told;
}

// The words of the language that was asked for. Also where the line broke off before all of it was read.
Result<void> choose_language(const CLI::App& root, Session& session) {
  if (const auto asked = root.get_option("--lang")->results(); !asked.empty()) session.language = asked.back();
  auto words = Words::in(session.language);
  if (!words) {  // said in English
    session.language = "en";
    TRY(english, Words::in(session.language));
    session.say = english;
    return std::unexpected(std::move(words).error());
  }
  session.say = std::move(*words);
  return {};
}

}  // namespace

int exit_code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
    case ErrorKind::not_found: return 2;
    case ErrorKind::conflict:
    case ErrorKind::refused:
    case ErrorKind::unavailable:
    case ErrorKind::corrupt: return 1;
  }
  return 1;
}

Result<Answer> answer_to(const std::vector<std::string>& words, Session& session) {
  CLI::App root("", "tocsin");
  root.require_subcommand(1);
  std::string as_of, now, actor;
  root.add_flag("--json", session.json);
  root.add_option("--lang", session.language);
  root.add_option("--store", session.store_dir);
  root.add_option("--key-dir", session.key_dir);
  root.add_option("--actor", actor);
  root.add_option("--as-of", as_of);
  root.add_option("--now", now);

  const std::vector<CommandSpec> specs = commands();
  std::vector<std::unique_ptr<Bound>> all;
  for (const CommandSpec& spec : specs) {
    all.push_back(std::make_unique<Bound>(Bound{&spec, subcommand(root, spec), {}, {}}));
    all.back()->app->fallthrough();
    bind(*all.back());
  }

  for (std::size_t i = 0; i < words.size(); ++i)
    if (!is_utf8(words[i]))
      return failure(ErrorKind::invalid, "this word is not UTF-8", fmt::format("the command line, word {}", i + 1),
                     "see the terminal's encoding; give a file another name");
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    root.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    TRY_DO(choose_language(root, session));
    describe(root, all, session.say);
    return Answer{nullptr, root.help()};  // of the command that was named
  } catch (const CLI::ParseError& error) {
    TRY_DO(choose_language(root, session));
    return std::unexpected(usage_error(error, root));
  }
  TRY_DO(choose_language(root, session));
  if (!actor.empty()) session.actor = actor;
  for (const auto& [name, text, target] : {std::tuple{"--as-of", &as_of, &session.as_of}, std::tuple{"--now", &now, &session.now}}) {
    if (text->empty()) continue;
    const auto instant = instant_of(*text);
    if (!instant) return failure(ErrorKind::invalid, instant.error().what, name, instant.error().remedy);
    *target = *instant;
  }

  const Bound* chosen = nullptr;
  for (const auto& bound : all)
    if (bound->app->parsed() && (chosen == nullptr || bound->spec->name.size() > chosen->spec->name.size())) chosen = bound.get();
  check(chosen != nullptr);  // the parser wants exactly one
  auto answer = chosen->spec->run(arguments_of(*chosen), session);
  if (answer) return answer;
  // Whoever found the mistake may not have known which command it was made in.
  Error error = std::move(answer).error();
  if (error.where.empty()) error.where = chosen->spec->name;
  if (error.remedy.empty() && error.kind == ErrorKind::invalid) error.remedy = fmt::format("see tocsin {} --help", chosen->spec->name);
  return std::unexpected(std::move(error));
}

int run(const std::vector<std::string>& words, Session session, std::ostream& out, std::ostream& err) {
  // The user asked for JSON even where the rest of the line is wrong.
  const bool as_json = std::find(words.begin(), words.end(), "--json") != words.end();
  session.out = &out;
  const auto answer = answer_to(words, session);
  if (!answer) return tell(answer.error(), session, as_json, err);
  if ((as_json && !answer->json.is_null()) || answer->text.empty())
    out << print(answer->json);
  else
    out << answer->text;
  out.flush();
  if (!out)
    return tell(Error{ErrorKind::unavailable, "the answer could not be written", "standard output", "see whether the disk is full or the reader has gone"},
                session, as_json, err);
  return answer->exit_code;
}

}  // namespace tocsin::cli

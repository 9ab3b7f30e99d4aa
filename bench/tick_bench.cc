// How fast the wheel is: 10,000 open incidents with 50 sealed facts each on disk.
//
// "cold": a fresh process opens the store and answers every incident's obligations. The page cache is warm.
// "idle turn": a turn of the wheel with nothing due.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/due.h"
#include "app/tick.h"
#include "bench.h"
#include "main/machine.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

const Instant begin = at("2026-11-16T08:00:00Z");

// What a busy case looks like: awareness, numbers that grow, kinds of data, measures, talk with others.
fact::Body body_of(std::size_t number) {
  switch (number % 8) {
    case 0: return fact::MeasureTaken{.phase = word::MeasurePhase::containment, .text = "The portal was closed and all sessions were ended.", .at = begin};
    case 1: return fact::PersonsCounted{.min = 1000, .best = 1000 + static_cast<std::int64_t>(number), .max = 200000};
    case 2: return fact::RecordsCounted{.best = 5000 + static_cast<std::int64_t>(number)};
    case 3: return fact::DataExposed{.kinds = {word::DataKind::basic, word::DataKind::national_id, word::DataKind::health_insurer}};
    case 4: return fact::DataNotExposed{.kinds = {word::DataKind::bank_account, word::DataKind::health}};
    case 5:
      return fact::BreachDescribed{.text = "An account of a health professional was used by somebody else to read data on the portal of the claims processor."};
    case 6: return fact::ExfiltrationAssessed{.exfiltration = word::Exfiltration::confirmed};
    default: return fact::MeasurePlanned{.text = "Second factor for all accounts", .owner = "IT", .due_at = begin + std::chrono::hours(24 * 60)};
  }
}

void fill(Store& store, Random& random, std::size_t incidents, std::size_t facts) {
  constexpr std::size_t group = 500;
  for (std::size_t first = 0; first < incidents; first += group) {
    std::vector<Append> appends;
    for (std::size_t i = first; i < std::min(first + group, incidents); ++i) {
      IncidentHead head;
      head.id = IncidentId::of_bytes(random.bytes(16));
      head.authority = "fr-cnil";
      head.title = "Claims processor";
      head.opened_at = begin;
      Append append;
      append.open = head;
      append.incident = head.id;
      append.wheel_at.emplace(begin + std::chrono::hours(24 * 365));
      for (std::size_t f = 0; f < facts; ++f) {
        Fact fact;
        fact.id = FactId::of_bytes(random.bytes(16));
        fact.incident = head.id;
        fact.seq = f + 1;
        fact.recorded_at = begin;
        fact.body = f == 0 ? fact::Body{fact::BecameAware{.at = begin, .how = word::Discovery::processor}} : body_of(f);
        fact.basis = "report of the processor";
        fact.signature = std::string(64, 's');
        append.facts.push_back(std::move(fact));
      }
      appends.push_back(std::move(append));
    }
    for (const auto& result : store.append_group(appends))
      if (!result) {
        std::cerr << result.error().what << '\n';
        std::exit(1);
      }
  }
}

// In a process that has just begun.
int measure(const std::string& folder, std::size_t facts, int argc, char** argv) {
  Machine machine("/proc/self/exe");
  Bench bench("tick");
  const Law law = Law::shipped().value();
  std::unique_ptr<World> world;
  std::size_t incidents = 0, open = 0;
  bench.run("cold process: all obligations", static_cast<std::int64_t>(facts), [&] {
    world = std::make_unique<World>(open_world(machine, {folder + "/store", folder + "/keys"}, {}).value());
    const OrganisationProfile organisation = organisation_profile(Config::standard(), "FR");
    const auto done = world->store->for_each_incident([&](const Incident& incident) {
      ++incidents;
      for (const Obligation& duty : due_case(incident, law, organisation, begin + std::chrono::hours(60)).obligations) open += duty.is_open();
    });
    if (!done) std::exit(1);
  });
  if (open < incidents) return 1;  // every incident owes something; else nothing was measured
  world->now = begin + std::chrono::hours(60);
  bench.run("a turn with nothing due", 0, [&] {
    if (turn(*world, law, Config::standard(), Words()).value().looked_at != 0) std::exit(1);
  });
  return bench.finish(argc, argv);
}

}  // namespace
}  // namespace tocsin

int main(int argc, char** argv) {
  using namespace tocsin;
  if (argc > 2 && std::string_view(argv[1]) == "--measure") return measure(argv[2], static_cast<std::size_t>(std::atoll(argv[3])), argc, argv);
  constexpr std::size_t incidents = 10'000, facts = 50;
  std::string folder = (fs::temp_directory_path() / "tocsin-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 1;
  {
    Machine machine("/proc/self/exe");
    StoreInfo info;
    info.organisation = OrganisationId::of_bytes(machine.random().bytes(16));
    info.name = "Mutuelle Exemple";
    info.country = "FR";
    info.origin = "register.example.eu/art33";
    const auto store = machine.create_store(folder + "/store", folder + "/keys", info).value();
    fill(*store, machine.random(), incidents, facts);
  }
  std::string command = std::string(argv[0]) + " --measure " + folder + " " + std::to_string(incidents * facts);
  if (argc > 1 && std::string_view(argv[argc - 1]) == "--json") command += " --json";
  const int status = std::system(command.c_str());
  fs::remove_all(folder);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

// What every bench program shares: measuring a case and printing the answer of `./dev bench NAME --json`.
//
// Acts:   reads the clocks of the machine, /proc/cpuinfo and its own memory peak.
//
//   Bench bench("register");
//   bench.run("verify", 100'000, [&] { ... });
//   return bench.finish(argc, argv);            // text, or JSON with --json

#pragma once

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"

namespace tocsin {

class Bench {
 public:
  struct Run {
    std::string name;
    std::int64_t rows = 0;
    std::int64_t pairs = 0;  // compared pairs, where the subject has them
    double seconds = 0;
    double cpu_seconds = 0;
    double peak_rss_mb = 0;  // of the process so far
    std::map<std::string, double> ratio_to;
  };

  // Runs from when it is made.
  class Watch {
   public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
    double cpu_seconds() const { return Bench::cpu_seconds() - cpu_; }

   private:
    double cpu_ = Bench::cpu_seconds();
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  };

  explicit Bench(std::string name) : name_(std::move(name)) {}

  // Measures one case; returns it so that pairs and ratios can be added.
  template <class Body>
  Run& run(std::string name, std::int64_t rows, const Body& body) {
    const double cpu = cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    body();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    runs_.push_back({std::move(name), rows, 0, took.count(), cpu_seconds() - cpu, peak_rss_mb(), {}});
    return runs_.back();
  }

  // A case that was measured by a watch, or put together from others.
  Run& add(std::string name, std::int64_t rows, const Watch& watch) {
    return add({std::move(name), rows, 0, watch.seconds(), watch.cpu_seconds(), peak_rss_mb(), {}});
  }
  Run& add(Run run) {
    runs_.push_back(std::move(run));
    return runs_.back();
  }

  const std::vector<Run>& runs() const { return runs_; }
  std::vector<Run>& runs() { return runs_; }

  static double peak_rss_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
  }

  int finish(int argc, char** argv) const {
    const bool as_json = argc > 1 && std::string_view(argv[argc - 1]) == "--json";
    const std::string out = as_json ? print(json()) : text();
    std::fwrite(out.data(), 1, out.size(), stdout);
    return 0;
  }

 private:
  static double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }
  static std::string machine() {
    std::ifstream in("/proc/cpuinfo");
    int count = 0;
    std::string model = "unknown processor";
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("processor")) ++count;
      if (line.starts_with("model name")) model = line.substr(std::min(line.size(), line.find(':') + 2));
    }
    return fmt::format("{} x {}", count, model);
  }

  json::object json() const {
    json::array list;
    for (const Run& run : runs_) {
      json::object ratios;
      for (const auto& [name, ratio] : run.ratio_to) ratios[name] = ratio;
      list.push_back(json::object{{"case", run.name},
                                  {"rows", run.rows},
                                  {"pairs", run.pairs},
                                  {"seconds", run.seconds},
                                  {"cpu_seconds", run.cpu_seconds},
                                  {"peak_rss_mb", run.peak_rss_mb},
                                  {"ratio_to", ratios}});
    }
    return {{"bench", name_}, {"commit", TOCSIN_COMMIT}, {"machine", machine()}, {"runs", list}};
  }

  std::string text() const {
    std::string out = fmt::format("{} at {} on {}\n", name_, TOCSIN_COMMIT, machine());
    for (const Run& run : runs_) {
      out += fmt::format("  {:<44} {:>12} rows {:>10.4f} s {:>10.4f} s cpu {:>8.0f} MB", run.name, run.rows, run.seconds, run.cpu_seconds, run.peak_rss_mb);
      for (const auto& [name, ratio] : run.ratio_to) out += fmt::format("  {:.6g} x {}", ratio, name);
      out += '\n';
    }
    return out;
  }

  std::string name_;
  std::vector<Run> runs_;
};

}  // namespace tocsin

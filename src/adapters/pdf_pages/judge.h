// For tests only: other people's programs look at our files (qpdf, poppler, mupdf).

#pragma once

#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "adapters/pdf_pages/pdf_pages.h"
#include "base/instant.h"

namespace tocsin::judge {

struct Verdict {
  int exit = -1;
  std::string out;
};

inline Verdict run(const std::string& command) {
  Verdict verdict;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (!pipe) return verdict;
  char buffer[4096];
  while (const std::size_t size = fread(buffer, 1, sizeof buffer, pipe)) verdict.out.append(buffer, size);
  const int status = pclose(pipe);
  verdict.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return verdict;
}

inline bool have(std::string_view program) { return run("command -v " + std::string(program)).exit == 0; }

// Kept after the test, so that a person can look at it.
inline std::string keep(std::string_view name, std::string_view bytes) {
  const std::filesystem::path folder = std::filesystem::path(TOCSIN_BINARY_DIR) / "test-pages";
  std::filesystem::create_directories(folder);
  const std::filesystem::path file = folder / name;
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file.string();
}

// In reading order, line ends as spaces: what a search sees.
inline std::string text_of(const std::string& file) {
  std::string text = run("pdftotext -enc UTF-8 " + file + " -").out;
  std::replace(text.begin(), text.end(), '\n', ' ');
  for (std::size_t at; (at = text.find("  ")) != std::string::npos;) text.erase(at, 1);
  return text;
}

}  // namespace tocsin::judge

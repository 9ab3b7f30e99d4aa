// A dossier in which one file is the fuzzer's: the first byte chooses the file, the rest is its content.

#include "base/check.h"
#include "register/test_register.h"
#include "verify/altered_folder.h"
#include "verify/answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  static const DossierFiles files = TestRegister::of_size(12, 1).incident_dossier(0, {5, 9}, false);
  static const verify::Vkey key = verify::vkey_of(vkey_of(test_key())).value();
  static const std::optional<std::string> kept = TestRegister::of_size(9, 1).note();
  static verify::Altered folder(files);
  if (size == 0) return 0;
  const auto file = std::next(files.begin(), data[0] % static_cast<std::ptrdiff_t>(files.size()));
  const std::string content(reinterpret_cast<const char*>(data + 1), size - 1);
  folder.replace(file->first, content);
  const auto report = verify::check(folder, key, kept);
  check(report.has_value() && !verify::text_of(*report).empty());
  verify::json_of(*report);
  // Nobody forges evidence. What may differ and still hold: explanations, fewer openings, further proofs of growth.
  const bool evidence = file->first != "README.txt" && file->first != "openings.json" && file->first != "consistency";
  check(!evidence || content == file->second || report->verdict == verify::Verdict::invalid);
  return 0;
}

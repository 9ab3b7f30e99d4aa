// Letters: two pages each, personal name, address, reference and kinds of data, as one tagged PDF/A file.

#include "adapters/pdf_pages/pdf_pages.h"
#include "base/check.h"
#include "bench.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

Stationery stationery() {
  const std::string profile = "law/letters/window-de-5008-b.toml";
  return {.title = "Briefe, Stapel 000001",
          .language = "de-DE",
          .sender = "Musterhaus Krankenversicherung",
          .return_line = "Musterhaus · Postfach 10 20 30 · 50667 Köln",
          .footer = {"Musterhaus Krankenversicherung a. G. · Domplatz 1 · 50667 Köln · HRB 12345 Amtsgericht Köln"},
          .window = window_profile_of(*resource(profile), profile).value()};
}

// Invented names with a long tail, so that the word cache meets new words all the time.
std::string name_of(std::size_t i) {
  constexpr std::string_view first[] = {"Erika", "Max", "Zoë", "Łukasz", "Anna", "Jürgen", "Renée", "Øyvind"};
  constexpr std::string_view start[] = {"Muster", "Bei", "Klar", "Wald", "Hof", "Stein", "Berg", "Fels"};
  constexpr std::string_view end[] = {"mann", "spiel", "inger", "bach", "dorf", "feld", "haus", "huber"};
  return fmt::format("{} {}{}{}", first[i % 8], start[i / 8 % 8], end[i / 64 % 8], i / 512);
}

Letter letter(std::size_t i) {
  const std::string name = name_of(i);
  const std::string sentence =
      "Am 20. November 2026 sind Unbekannte in einen Server unseres Dienstleisters eingedrungen und haben Daten unserer Versicherten kopiert. "
      "Wir haben den Angriff am selben Abend bemerkt und den Server sofort vom Netz genommen. ";
  Letter letter{.id = fmt::format("{:08x}", i * 2654435761u),
                .language = "de-DE",
                .address = {name, fmt::format("Musterweg {}", i % 190 + 1), fmt::format("{:05} Musterstadt", 10000 + i % 80000)},
                .reference = {{"Datum", plain("23. November 2026")}, {"Unser Zeichen", plain(fmt::format("{:08x}", i * 2654435761u))}},
                .subject = "Ihre Daten wurden bei uns gestohlen",
                .body = {Paragraph{plain(fmt::format("Guten Tag {},", name))}}};
  for (const char* heading : {"Was geschehen ist", "Was das für Sie bedeuten kann", "Was wir getan haben", "Wen Sie fragen können", "Ihre Rechte"}) {
    letter.body.push_back(Heading{1, heading});
    letter.body.push_back(Paragraph{plain(std::string(heading) + ": " + sentence + sentence + sentence)});
  }
  letter.body.push_back(Heading{1, "Welche Daten von Ihnen es sind"});
  List kinds{false, {plain("Name"), plain("Geburtsdatum"), plain("Versichertennummer")}};
  if (i % 3 == 0) kinds.items.push_back(plain("Bankverbindung"));
  if (i % 5 == 0) kinds.items.push_back(plain("Gesundheitsdaten aus Abrechnungen"));
  letter.body.push_back(std::move(kinds));
  return letter;
}

}  // namespace
}  // namespace tocsin

int main(int argc, char** argv) {
  using namespace tocsin;
  Bench bench("letters");
  const auto pages = open_pdf_pages({}).value().release();
  std::size_t bytes = 0;
  for (const std::size_t count : {1000u, 5000u, 20000u}) {
    bench.run(fmt::format("print {} letters", count), static_cast<std::int64_t>(count), [&] {
      const auto printer = pages
                               ->print_letters(stationery(), at("2026-11-23T09:00:00Z"),
                                               [&bytes](std::string_view more) -> Result<void> {
                                                 bytes += more.size();
                                                 return {};
                                               })
                               .value()
                               .release();
      for (std::size_t i = 0; i < count; ++i) check(std::get<ManifestRow>(printer->add(letter(i)).value()).pages == 2);
      check(printer->finish().has_value());
      delete printer;
    });
  }
  delete pages;
  return bench.finish(argc, argv);
}

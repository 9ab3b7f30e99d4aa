#include "app/start_here.h"

#include "documents/page.h"

namespace tocsin {

Result<void> write_start_here(Workshop& workshop, const std::string& folder, const std::string& title, const std::vector<ListedFile>& files, Instant made_at) {
  Document page;
  page.title = "Start here";
  page.subtitle = title;
  page.origin = "Tocsin, an exercise";
  page.language = "en-GB";
  page.footer = "SIMULATED: nothing of this happened; all persons are invented";
  page.blocks.push_back(Note{
      "SIMULATED", plain("This folder was made by an exercise on invented persons. The files are what the same commands write in a real case."), Tone::calm});
  page.blocks.push_back(Heading{1, "In the order of the case"});
  Table table{{{"File", 3}, {"What it is", 5}}, {}};
  for (const ListedFile& file : files) table.rows.push_back({bold(file.path), plain(file.says)});
  page.blocks.push_back(std::move(table));
  TRY(writer, workshop.page_writer());
  TRY(bytes, writer->pdf_of(page, made_at));
  return workshop.files().write(folder + "/START-HERE.pdf", bytes);
}

}  // namespace tocsin

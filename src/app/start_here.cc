#include "app/start_here.h"

#include "documents/page.h"

namespace tocsin {

Result<void> write_start_here(Workshop& workshop, const std::string& folder, const std::string& title, const std::vector<ListedFile>& files, Instant made_at,
                              const Words& say) {
  Document page;
  page.title = say("start_here.title");
  page.subtitle = title;
  page.origin = say("start_here.origin");
  page.language = say.language();
  page.footer = say("start_here.footer");
  page.blocks.push_back(Note{say("start_here.mark"), plain(say("start_here.note")), Tone::calm});
  page.blocks.push_back(Heading{1, say("start_here.order")});
  Table table{{{say("start_here.file"), 3}, {say("start_here.what"), 5}}, {}};
  for (const ListedFile& file : files) table.rows.push_back({bold(file.path), plain(file.says)});
  page.blocks.push_back(std::move(table));
  TRY(writer, workshop.page_writer());
  TRY(bytes, writer->pdf_of(page, made_at));
  return workshop.files().write(folder + "/START-HERE.pdf", bytes);
}

}  // namespace tocsin

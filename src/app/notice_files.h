// The files of one notice: structured answers, the notice in each language, and a sheet to copy from.
//
// Way:    notice_draft -> [here] -> a folder, or a mail's attachments
// Holds:  the same draft at the same time gives the same bytes.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/notice_draft.h"
#include "deliveries/authority_delivery.h"

namespace tocsin {

struct NoticeStatus {
  word::Stage stage = word::Stage::initial;
  FilingChannel channel = FilingChannel::portal;
  std::string recipient;
  bool draft = false;
  bool preliminary = false;
};

struct NoticeFiles {
  std::vector<std::pair<std::string, std::string>> files;  // name, bytes

  // Those that an authority gets: the notice, not the sheet.
  std::vector<ports::Attachment> attachments() const;
};

Result<NoticeFiles> notice_files(World& world, const Incident& incident, const NoticeDraft& draft, const json::object& form, const NoticeStatus& status);

}  // namespace tocsin

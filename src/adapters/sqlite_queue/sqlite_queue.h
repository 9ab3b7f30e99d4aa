// The queue of one campaign in one file.
//
// Way:    ports/notice_queue -> [here] -> STORE/campaigns/<id>.db
// Holds:  WAL with synchronous=FULL: what was acknowledged survives a power cut. Counters move by triggers, inside the
//         statement that moves the notice. Sealed values are bound to their campaign and notice.
// Errors: a missing file is not_found; a file of another campaign or a wrong key corrupt.
// See:    docs/formats/campaign.md

#pragma once

#include <memory>
#include <string>

#include "base/aead.h"
#include "base/random.h"
#include "ports/notice_queue.h"

namespace tocsin {

// Opens the file, or makes it where it is missing. conflict: it holds another content than `campaign` says.
Result<std::unique_ptr<NoticeQueue>> make_sqlite_queue(const std::string& path, const SealKey& key, const CampaignFile& campaign, Random& random);
Result<std::unique_ptr<NoticeQueue>> open_sqlite_queue(const std::string& path, const SealKey& key, Random& random);

}  // namespace tocsin

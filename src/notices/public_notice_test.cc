#include "notices/public_notice.h"

#include <gtest/gtest.h>

#include "adapters/pdf_pages/judge.h"
#include "notices/linter.h"
#include "notices/sample_notice.h"
#include "notices/told.h"

namespace tocsin {
namespace {

const std::vector<std::string> all_kinds = {"name", "birth_date", "contract"};

Notice page(const std::string& language, Campaign campaign = sample::campaign()) {
  return public_notice_of(campaign, all_kinds, sample::texts(language), sample::kinds()).value();
}

TEST(PublicNotice, SpeaksToEverybodyAndToNobodyByName) {
  for (const std::string& language : sample::languages()) {
    const Notice notice = page(language);
    const std::string text = text_page_of(notice);
    EXPECT_EQ(text.find("(("), std::string::npos) << text;
    EXPECT_EQ(text.find(notice.id.substr(0, 12)), std::string::npos) << language << ": a reference that nobody has";
    EXPECT_NE(text.find("Mutuelle Exemple"), std::string::npos);
    EXPECT_FALSE(notice.subject.empty());
    for (const std::string& kind : all_kinds)
      EXPECT_NE(mailbox_text_of(notice).body.find(sample::texts(language).kinds.at(kind).render_plain({})), std::string::npos) << language << " " << kind;
    judge::keep("public-" + language + ".html", html_page_of(notice));
  }
}

// Art. 34(3)(c): as effective as telling each, so nothing that Art. 34(2) wants may be missing.
TEST(PublicNotice, HoldsWhatANoticeMustHold) {
  for (const std::string& language : sample::languages()) {
    const NoticeRow everybody{.told_by = ToldBy::public_page, .kinds = all_kinds};
    EXPECT_TRUE(lint(page(language), sample::campaign(), everybody, sample::texts(language), {}).empty()) << language;
  }
}

TEST(PublicNotice, ThePageStandsAloneAndIsEscaped) {
  Campaign campaign = sample::campaign();
  campaign.own_measures["fr"] = {"<script>alert(1)</script> & \"plus\""};
  const std::string html = html_page_of(page("fr", campaign));
  for (const char* foreign : {"<script", "<img", "href", "src=", "@import", "url("}) EXPECT_EQ(html.find(foreign), std::string::npos) << foreign;
  EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;plus&quot;"), std::string::npos);
  EXPECT_NE(html.find("<html lang=\"fr-FR\">"), std::string::npos);
}

TEST(PublicNotice, ThePressReadsTheFactsAndWhomToAsk) {
  for (const std::string& language : sample::languages()) {
    const Campaign campaign = sample::campaign();
    const auto press = press_blocks_of(campaign, all_kinds, sample::texts(language), sample::kinds()).value();
    const std::string text = press_text_of(page(language), press);
    for (const std::string& wanted : {campaign.organisation, campaign.processor, campaign.phone, campaign.dpo})
      EXPECT_NE(text.find(wanted), std::string::npos) << text;
    EXPECT_EQ(text.find("(("), std::string::npos) << text;
  }
}

TEST(PublicNotice, AComplaintNeedsOnlyASignature) {
  for (const std::string& language : sample::languages()) {
    const Notice notice = notice_of(sample::campaign(), sample::row(), sample::texts(language), sample::kinds()).value();
    const auto letter = complaint_letter_of(sample::campaign(), notice, sample::texts(language));
    ASSERT_EQ(letter.size(), 6u) << language;
    for (const std::string& line : letter) EXPECT_EQ(line.find("(("), std::string::npos) << line;
    EXPECT_NE(letter[3].find(notice.id.substr(0, 12)), std::string::npos) << language;
  }
}

}  // namespace
}  // namespace tocsin

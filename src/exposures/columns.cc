#include "exposures/columns.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "exposures/column_evidence.h"
#include "exposures/text_search.h"

namespace tocsin {
namespace {

using identifiers::Check;
using identifiers::Kind;
using identifiers::KindFacts;

constexpr std::size_t enough = 200;  // so many values make a share an answer

struct Column {
  std::string_view header;
  std::vector<std::string_view> values;
  std::vector<HeaderHit> hits;
  ColumnEvidence evidence;

  bool named(std::string_view kind) const {
    return std::any_of(hits.begin(), hits.end(), [&](const HeaderHit& hit) { return hit.kind == kind; });
  }
  bool named_exactly() const { return !hits.empty() && hits.front().exact; }
};

using Found = std::optional<ColumnFinding>;

Found found(std::string_view kind, double share, Confidence confidence) {
  return ColumnFinding{.kind = std::string(kind), .share = share, .confidence = confidence};
}

Confidence sure_if(bool sure) { return sure ? Confidence::certain : Confidence::likely; }

// Numbers with check digits. Random numbers pass at a known rate; only what is far above it counts, and a few
// values repeated (one insurer's code in every row) are few pieces of evidence.
Found checked_number(const Column& column, const KindFacts& facts) {
  const ColumnEvidence& e = column.evidence;
  const double share = e.share(facts.kind);
  const bool named = column.named(facts.name);
  const KindCount& count = e.kinds[static_cast<std::size_t>(facts.kind)];
  if (count.by_shape * 2 > count.valid)  // written without their check digits
    return named && share >= 0.9 ? found(facts.name, share, Confidence::likely) : Found{};
  if (share < 5 * facts.random_pass_rate || share < 0.1) return {};
  const bool nearly_all = share >= 0.9, many = e.filled >= enough;
  if (named) return found(facts.name, share, sure_if(nearly_all && many));
  if (!nearly_all) return {};
  if (many && e.distinct >= 50) return found(facts.name, share, Confidence::certain);
  // How likely are so many random hits? A million columns would not show one.
  const double chance = static_cast<double>(e.distinct) * 0.9 * std::log10(std::max(facts.random_pass_rate, 1e-5));
  return chance < -6 ? found(facts.name, share, Confidence::likely) : Found{};
}

Found best_checked_number(const Column& column) {
  Found best;
  bool best_named = false;
  for (const KindFacts& facts : identifiers::all_kinds()) {
    if (facts.check != Check::digit) continue;
    const Found candidate = checked_number(column, facts);
    if (!candidate) continue;
    const bool named = column.named(facts.name);
    if (!best || std::pair(named, candidate->share) > std::pair(best_named, best->share)) {
      best = candidate;
      best_named = named;
    }
  }
  return best;
}

// Forms without check digits. `alone`: so distinctive that it needs no header.
struct Form {
  Kind kind;
  bool alone;
};

Found best_form(const Column& column) {
  constexpr Form forms[] = {{Kind::email, true},    {Kind::ehic, true},     {Kind::vin, true},  {Kind::uk_nino, true}, {Kind::plate_nl, true},
                            {Kind::plate_fr, true}, {Kind::plate_de, true}, {Kind::bic, false}, {Kind::phone, false},  {Kind::icd10, false}};
  const ColumnEvidence& e = column.evidence;
  Found best;
  for (const auto& [kind, alone] : forms) {
    const double share = e.share(kind);
    const bool named = column.named(name_of(kind)), many = e.filled >= enough;
    if (kind == Kind::plate_nl && !named && e.dutch_postcodes >= 0.9) continue;
    const bool by_itself = (alone && share >= 0.9 && e.filled >= 3) || (kind == Kind::email && share >= 0.5) ||
                           (kind == Kind::phone && std::min(share, e.dialled) >= 0.9 && e.filled >= 10 && e.distinct > e.filled / 4) ||
                           (kind == Kind::icd10 && share >= 0.95 && e.icd_dots >= 0.2 && e.filled >= 20) ||
                           (kind == Kind::bic && share >= 0.95 && e.filled >= 20 && e.letters >= 0.2 && e.mean_length >= 8 && e.distinct < e.filled);
    if (!(named && share >= 0.5) && !by_itself) continue;
    if (best && share <= best->share) continue;
    best = found(name_of(kind), share, sure_if(share >= 0.9 && (named || (many && (alone && kind != Kind::plate_nl)))));
  }
  return best;
}

identifiers::DateOrder order_of(const ColumnEvidence& e) { return e.date_order.ambiguous() ? identifiers::DateOrder::open : e.date_order.order(); }

// Birth dates reach back over lives and never into the future.
Found best_date(const Column& column, const FinderSetting& setting) {
  const ColumnEvidence& e = column.evidence;
  const double share = e.share(Kind::date);
  const bool birth = column.named("birth_date"), date = column.named("date");
  if (share < (birth || date ? 0.5 : 0.9)) return {};
  const int this_year = static_cast<int>(setting.today.year());
  const bool like_lives = e.latest_year <= this_year && e.earliest_year <= this_year - 50 && e.latest_year - e.earliest_year >= 30 && e.distinct >= 10;
  Found finding = birth                 ? found("birth_date", share, sure_if(share >= 0.9))
                  : !date && like_lives ? found("birth_date", share, Confidence::likely)
                                        : found("date", share, sure_if(share >= 0.9));
  finding->date_order = order_of(e);
  return finding;
}

// How well the values go with what the header says, for kinds without a form of their own.
double goes_with(std::string_view kind, const ColumnEvidence& e) {
  const auto code = 1.0 - std::max(e.long_texts, e.decimals);
  if (kind == "family_name" || kind == "given_name" || kind == "birth_name" || kind == "full_name") return e.letters;
  if (kind == "sex") return e.sexes;
  if (kind == "street") return e.letters > 0.5 ? std::max(e.letters, e.streets) : e.streets;
  if (kind == "house_number") return e.house_numbers;
  if (kind == "postcode") return e.postcodes;
  if (kind == "city") return e.letters;
  if (kind == "country") return e.letters;
  if (kind == "address_line") return std::max(e.streets, e.two_words);
  if (kind == "amount") return std::max(e.decimals, e.digits);
  if (kind == "password_hash") return e.password_hashes;
  if (kind == "health_text") return 1.0 - e.digits;
  if (kind == "free_text") return 1.0 - e.digits;
  if (kind == "controller") return 1.0 - std::max(e.digits, e.long_texts);
  if (kind == "username" || kind == "password" || kind == "other") return 1;
  if (kind == "account_no" || kind == "policy_no" || kind == "claim_no" || kind == "member_no") return e.with_digit * code;
  if (kind == "insurer_code") return (e.mean_length <= 15 ? 1.0 : 0.0) * code;
  return 0;
}

// "Name" may be the whole name, a "password" column may hold hashes, an "address" one line or a street.
std::string refined(std::string_view kind, const ColumnEvidence& e) {
  if (kind == "family_name" && e.two_words >= 0.8 && e.given_names >= 0.1) return "full_name";
  if (kind == "full_name" && e.two_words < 0.3) return "family_name";
  if (kind == "password" && e.password_hashes >= 0.9) return "password_hash";
  if (kind == "street" && e.with_digit >= 0.8 && e.streets >= 0.5) return "address_line";
  return std::string(kind);
}

Found by_header(const Column& column) {
  Found best;
  for (const HeaderHit& hit : column.hits) {
    const double share = goes_with(hit.kind, column.evidence);
    if (share < 0.5 || (best && share <= best->share)) continue;
    best = found(refined(hit.kind, column.evidence), share, sure_if(hit.exact && share >= 0.9));
  }
  return best;
}

// Without a header that helps: what the values look like. Never certain.
Found by_look(const Column& column) {
  const ColumnEvidence& e = column.evidence;
  if (e.filled < 5) return {};
  if (e.password_hashes >= 0.9) return found("password_hash", e.password_hashes, Confidence::likely);
  if (e.sexes >= 0.98 && e.distinct <= 4 && e.distinct >= 2) return found("sex", e.sexes, e.digits > 0 ? Confidence::weak : Confidence::likely);
  if (e.dutch_postcodes >= 0.9) return found("postcode", e.dutch_postcodes, Confidence::likely);
  if (e.countries >= 0.9) return found("country", e.countries, Confidence::likely);
  if (e.health >= 0.3 && e.letters >= 0.5) return found("health_text", e.health, Confidence::likely);
  if (e.streets >= 0.6) return found(e.with_digit >= 0.6 ? "address_line" : "street", e.streets, Confidence::likely);
  if (e.cities >= 0.3 && e.letters >= 0.9) return found("city", e.letters, Confidence::likely);
  if (e.letters >= 0.9 && e.given_names >= 0.3) return found(e.two_words >= 0.8 ? "full_name" : "given_name", e.letters, Confidence::likely);
  if (e.long_texts >= 0.5) return found("free_text", e.long_texts, Confidence::likely);
  if (e.decimals >= 0.9) return found("amount", e.decimals, Confidence::weak);
  return {};
}

// Before: what the values prove. Then: what the header says and the values allow. Last: what they look like.
ColumnFinding judged(const Column& column, const FinderSetting& setting) {
  if (column.evidence.filled == 0) {
    return column.hits.empty() ? ColumnFinding{} : ColumnFinding{.kind = column.hits.front().kind, .share = 0, .confidence = Confidence::weak};
  }
  if (const Found number = best_checked_number(column)) return *number;
  if (const Found form = best_form(column)) return *form;
  if (const Found date = best_date(column, setting)) return *date;
  if (const Found named = by_header(column)) return *named;
  if (const Found looks = by_look(column)) return *looks;
  return {};
}

// --- neighbours ---

std::optional<std::chrono::year_month_day> date_at(const Column& column, std::size_t row, identifiers::DateOrder order) {
  const auto written = identifiers::written_date(identifiers::Value(column.values[row]).raw());
  return written ? identifiers::date_of(*written, order == identifiers::DateOrder::open ? identifiers::DateOrder::day_first : order) : std::nullopt;
}

// Of the rows that have both, the share where the date inside the number is the date beside it.
double agreement(const Column& ids, Kind kind, const Column& dates, identifiers::DateOrder order, const identifiers::Reading& reading) {
  std::size_t both = 0, same = 0;
  for (std::size_t row = 0; row < ids.values.size(); ++row) {
    const auto match = identifiers::match(kind, identifiers::Value(ids.values[row]), reading);
    if (!match || !match->valid || !match->embedded.has_date()) continue;
    const auto date = date_at(dates, row, order);
    if (!date) continue;
    ++both;
    same += identifiers::agree(match->embedded, *date);
  }
  return both < 10 ? 0 : static_cast<double>(same) / static_cast<double>(both);
}

void compare_birth_dates(const std::vector<Column>& columns, std::vector<ColumnFinding>& findings, const identifiers::Reading& reading) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto kind = identifiers::kind_of(findings[i].kind);
    if (!kind || !facts_of(*kind).embeds_birth_date) continue;
    for (std::size_t d = 0; d < columns.size(); ++d) {
      if (findings[d].kind != "date" && findings[d].kind != "birth_date") continue;
      // Families under one number: half of the rows may be somebody else's.
      if (agreement(columns[i], *kind, columns[d], findings[d].date_order, reading) < 0.3) continue;
      findings[d].kind = "birth_date";
      findings[d].confidence = Confidence::certain;
      findings[i].confidence = Confidence::certain;
    }
  }
}

bool unnamed_words(const Column& column, const ColumnFinding& finding) {
  return finding.kind == "other" && column.hits.empty() && column.evidence.filled >= 5 && column.evidence.letters >= 0.9;
}

// A word column beside given names holds family names; a small number beside a street is the door; five digits
// beside a town are its postcode.
void look_beside(const std::vector<Column>& columns, std::vector<ColumnFinding>& findings) {
  const auto beside = [&](std::size_t i, std::string_view kind) {
    return (i > 0 && findings[i - 1].kind == kind) || (i + 1 < findings.size() && findings[i + 1].kind == kind);
  };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ColumnEvidence& e = columns[i].evidence;
    if (findings[i].kind != "other" || !columns[i].hits.empty() || e.filled < 5) continue;
    if (e.postcodes >= 0.9 && beside(i, "city")) findings[i] = *found("postcode", e.postcodes, Confidence::likely);
    if (unnamed_words(columns[i], findings[i]) && beside(i, "postcode")) findings[i] = *found("city", e.letters, Confidence::weak);
    if (unnamed_words(columns[i], findings[i]) && beside(i, "given_name")) findings[i] = *found("family_name", e.letters, Confidence::likely);
    if (e.house_numbers >= 0.9 && beside(i, "street")) findings[i] = *found("house_number", e.house_numbers, Confidence::likely);
  }
}

// --- what else is to be said of a column ---

constexpr std::size_t texts_searched = 300;

void look_inside(const Column& column, const identifiers::Reading& reading, const HeaderWords& words, ColumnFinding& finding) {
  std::map<std::string_view, std::size_t> texts_with;
  std::size_t searched = 0;
  for (const std::string_view text : column.values) {
    if (text.empty()) continue;
    if (++searched > texts_searched) break;
    std::set<std::string_view> kinds;
    for (const TextHit& hit : hits_in_text(text, reading, words)) kinds.insert(hit.kind);
    for (const std::string_view kind : kinds) ++texts_with[kind];
  }
  const double all = static_cast<double>(std::min(searched, texts_searched));
  for (const auto& [kind, count] : texts_with) finding.inside.push_back({std::string(kind), static_cast<double>(count) / all});
}

double minors_among(const Column& column, const ColumnFinding& finding, std::chrono::year_month_day today) {
  std::size_t dates = 0, minors = 0;
  for (std::size_t row = 0; row < column.values.size(); ++row) {
    const auto born = date_at(column, row, finding.date_order);
    if (!born || *born > today) continue;
    ++dates;
    minors += *born + std::chrono::years(18) > today ? 1U : 0U;
  }
  return dates == 0 ? 0 : static_cast<double>(minors) / static_cast<double>(dates);
}

std::string special_of(const Column& column, const ColumnFinding& finding, const HeaderWords& words) {
  const auto kind = identifiers::kind_of(finding.kind);
  if (finding.kind == "health_text" || (kind && facts_of(*kind).special_category)) return "health";
  if (std::string named = words.special(column.header); !named.empty()) return named;
  const bool health_inside = std::any_of(finding.inside.begin(), finding.inside.end(), [](const FoundInside& inside) { return inside.kind == "health_text"; });
  return health_inside ? "health" : "";
}

void complete(const Column& column, const FinderSetting& setting, const identifiers::Reading& reading, ColumnFinding& finding) {
  const ColumnEvidence& e = column.evidence;
  if (e.filled > 0) finding.share_error = share_error_of(finding.share, e.filled);
  if (const auto kind = identifiers::kind_of(finding.kind); kind && e.filled > 0) {
    const KindCount& count = e.kinds[static_cast<std::size_t>(*kind)];
    finding.shape_only = static_cast<double>(count.fits - count.valid) / static_cast<double>(e.filled);
  }
  if (finding.kind == "free_text" || (finding.kind == "other" && e.long_texts >= 0.3)) look_inside(column, reading, *setting.words, finding);
  if (finding.kind == "birth_date") finding.minors = minors_among(column, finding, setting.today);
  finding.special = special_of(column, finding, *setting.words);
}

constexpr std::string_view zero_losers[] = {"be_nn", "uk_nhs", "es_dni", "pl_pesel", "de_rvnr", "nl_bsn"};

bool may_have_lost_zeros(const Column& column) {
  return std::any_of(std::begin(zero_losers), std::end(zero_losers), [&](std::string_view kind) { return column.named(kind); });
}

}  // namespace

std::string_view name_of(Confidence confidence) { return confidence == Confidence::certain ? "certain" : confidence == Confidence::likely ? "likely" : "weak"; }

std::vector<ColumnFinding> find_columns(std::span<const std::string> headers, std::span<const TextRow> rows, const FinderSetting& setting) {
  const identifiers::Reading reading{.country = setting.country, .latest_year = static_cast<int>(setting.today.year())};
  std::vector<Column> columns;
  std::vector<ColumnFinding> findings;
  for (std::size_t c = 0; c < headers.size(); ++c) {
    Column column{.header = headers[c], .values = {}, .hits = setting.words->hits(headers[c]), .evidence = {}};
    for (const TextRow& row : rows) column.values.push_back(c < row.size() ? std::string_view(row[c]) : std::string_view());
    identifiers::Reading here = reading;
    here.zeros_lost = may_have_lost_zeros(column);
    column.evidence = evidence_of(column.values, here, *setting.words);
    findings.push_back(judged(column, setting));
    findings.back().zeros_lost = here.zeros_lost && std::find(std::begin(zero_losers), std::end(zero_losers), findings.back().kind) != std::end(zero_losers);
    columns.push_back(std::move(column));
  }
  compare_birth_dates(columns, findings, reading);
  look_beside(columns, findings);
  for (std::size_t c = 0; c < columns.size(); ++c) complete(columns[c], setting, reading, findings[c]);
  return findings;
}

double share_error_of(double share, std::size_t count) {
  if (count == 0) return 1;
  constexpr double z = 1.96;
  const auto n = static_cast<double>(count);
  return z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
}

std::vector<std::string> column_kinds() {
  std::vector<std::string> kinds;
  for (const KindFacts& facts : identifiers::all_kinds()) kinds.emplace_back(facts.name);
  for (const std::string_view kind :
       {"birth_date", "family_name",  "given_name",   "full_name", "birth_name",  "sex",           "street",     "house_number", "postcode",
        "city",       "country",      "address_line", "username",  "password",    "password_hash", "account_no", "policy_no",    "claim_no",
        "member_no",  "insurer_code", "controller",   "amount",    "health_text", "free_text",     "other"})
    kinds.emplace_back(kind);
  return kinds;
}

}  // namespace tocsin

#include "app/scope_reach.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "exposures/header_words.h"

namespace tocsin::app {
namespace {

// What a letter needs, in the order of the table's columns. Kinds as the columns of the member file have them.
constexpr std::array<std::string_view, 9> contact_kinds = {"family_name", "given_name", "street", "house_number", "postcode",
                                                           "city",        "country",    "email",  "phone"};
enum Contact : std::size_t { family_name, given_name, street, house_number, postcode, city, country, email, phone, language, guardian };
constexpr std::size_t contact_fields = 11;
// Columns of yes and no, after the contact.
constexpr std::array<std::string_view, 3> flag_columns = {"protected_address", "guardianship", "former"};

template <class List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

struct Member {
  std::uint64_t row = 0;
  std::array<std::string, contact_fields> contact;
  bool deceased = false;
  std::int32_t birth_date = 0;
  std::array<bool, flag_columns.size()> flags{};
};

class MemberVisitor final : public TableVisitor {
 public:
  explicit MemberVisitor(const ReachTask& task) : task_(task), canonicaliser_(task.columns.uses, task.normal_form, task.today, {}) {
    for (std::size_t column = 0; column < task.columns.columns.size(); ++column) {
      const std::string header = folded(task.file.shape.columns[column]);
      std::size_t field = contact_fields;
      for (std::size_t i = 0; i < contact_kinds.size(); ++i)
        if (task.columns.columns[column].kind == contact_kinds[i]) field = i;
      if (task.columns.columns[column].kind == "address_line") field = street;
      if (words_.language_headers.contains(header)) field = language;
      if (words_.guardian_headers.contains(header)) field = guardian;
      field_of_.push_back(field);
      deceased_.push_back(words_.deceased_headers.contains(header));
      flags_.push_back({words_.protected_headers.contains(header), words_.guardianship_headers.contains(header), words_.former_headers.contains(header)});
    }
  }

  Result<void> shape(const FileShape&) override { return {}; }
  Result<void> rows(const RowBatch& batch) override {
    for (std::size_t i = 0; i < batch.rows.size(); ++i)
      if (batch.rows[i].fault == RowFault::none) take(batch.first_row + i, batch.fields_of(batch.rows[i]));
    return {};
  }

  IdentityTable identity;
  std::vector<Member> members;

 private:
  void take(std::uint64_t row, std::span<const std::string_view> fields) {
    if (!canonicaliser_.read(fields, record_)) return;
    Member member{row, {}, false, record_.birth_date, {}};
    for (std::size_t column = 0; column < fields.size(); ++column) {
      const std::string_view text = trimmed(fields[column]);
      if (field_of_[column] < contact_fields && member.contact[field_of_[column]].empty()) member.contact[field_of_[column]] = text;
      const bool yes = !text.empty() && !words_.no.contains(folded(text));
      if (deceased_[column] && yes) member.deceased = true;
      for (std::size_t flag = 0; flag < flag_columns.size(); ++flag) member.flags[flag] = member.flags[flag] || (flags_[column][flag] && yes);
    }
    add_identity(identity, record_, task_.hash);
    members.push_back(std::move(member));
  }

  const ReachTask& task_;
  const HeaderWords& words_ = HeaderWords::shipped();
  Canonicaliser canonicaliser_;
  CanonicalRecord record_;
  std::vector<std::size_t> field_of_;
  std::vector<bool> deceased_;
  std::vector<std::array<bool, flag_columns.size()>> flags_;
};

std::vector<std::string_view> channels_of(const Member& member) {
  std::vector<std::string_view> channels;
  if (member.deceased) return channels;
  if (!member.contact[street].empty() && (!member.contact[postcode].empty() || !member.contact[city].empty())) channels.push_back("letter");
  if (member.contact[email].find('@') != std::string::npos) channels.push_back("email");
  if (!member.contact[phone].empty()) channels.push_back("phone");
  return channels;
}

Result<std::unique_ptr<TableWriter>> reach_table(TableEngine& tables) {
  std::vector<TableColumn> columns{{"person_id", CellType::int64}, {"member_row", CellType::int64}, {"via", CellType::text},      {"standing", CellType::text},
                                   {"minor", CellType::int32},     {"deceased", CellType::int32},   {"channels", CellType::texts}};
  for (const std::string_view kind : contact_kinds) columns.push_back({std::string(kind), CellType::text});
  columns.push_back({"language", CellType::text});
  columns.push_back({"guardian", CellType::text});
  for (const std::string_view flag : flag_columns) columns.push_back({std::string(flag), CellType::int32});
  return tables.create("reach", columns);
}

void put(TableWriter& table, std::string_view text) { text.empty() ? table.null() : table.text(text); }

std::vector<std::int32_t> birth_dates(const Ingested& ingested, const Resolution& resolution) {
  std::vector<std::int32_t> dates(resolution.persons);
  for (std::size_t record = 0; record < resolution.person_of.size(); ++record) {
    std::int32_t& date = dates[resolution.person_of[record]];
    if (date == 0) date = ingested.identity.rows[record].birth_date;
  }
  return dates;
}

}  // namespace

Result<ReportedReach> find_reach(const ReachTask& task, FileReader& reader, const Ingested& ingested, const Resolution& resolution, const Census& census,
                                 const std::vector<std::uint32_t>& numbers, TableEngine& tables) {
  MemberVisitor visitor(task);
  TRY(summary, reader.read(task.file.path, {}, visitor));
  const std::vector<FoundMember> found = members_of(ingested.identity, resolution, visitor.identity);
  const std::vector<std::int32_t> born = birth_dates(ingested, resolution);
  TRY(table, reach_table(tables));
  ReportedReach reach;
  reach.members_read = summary.rows;
  static const Member nobody;
  for (std::size_t person = 0; person < found.size(); ++person) {
    const bool known = found[person].member != FoundMember::none;
    const Member& member = known ? visitor.members[found[person].member] : nobody;
    const bool self = known && !found[person].by_insured;
    const auto channels = channels_of(member);
    const Standing standing = census.persons[person].standing;
    const bool minor = is_minor(born[person] != 0 ? born[person] : self ? member.birth_date : 0, task.today);
    const bool deceased = self && member.deceased;
    reach.matched += self ? 1 : 0;
    reach.by_insured += known && !self ? 1 : 0;
    reach.dependants += standing == Standing::dependant ? 1 : 0;
    reach.minors += minor ? 1 : 0;
    reach.deceased += deceased ? 1 : 0;
    reach.guardians += minor && self && !member.contact[guardian].empty() ? 1 : 0;
    reach.protected_addresses += known && member.flags[0] ? 1 : 0;
    reach.former += self && member.flags[2] ? 1 : 0;
    reach.letter += among(channels, "letter") ? 1 : 0;
    reach.email += among(channels, "email") ? 1 : 0;
    reach.phone += among(channels, "phone") ? 1 : 0;
    reach.not_reachable += channels.empty() && !deceased ? 1 : 0;

    table->number(std::int64_t{numbers[person]});
    if (known)
      table->number(static_cast<std::int64_t>(member.row));
    else
      table->null();
    put(*table, !known ? "" : self ? "self" : "insured");
    put(*table, name_of(standing));
    table->number(minor ? 1 : 0);
    table->number(deceased ? 1 : 0);
    table->texts(channels);
    for (const std::string& text : member.contact) put(*table, text);
    for (const bool flag : member.flags) table->number(flag ? 1 : 0);
    TRY_DO(table->end_row());
  }
  TRY_DO(table->finish());
  return reach;
}

}  // namespace tocsin::app

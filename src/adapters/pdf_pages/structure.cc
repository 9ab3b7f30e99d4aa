#include "adapters/pdf_pages/structure.h"

#include <span>

namespace tocsin::pdf {

namespace {

constexpr std::uint32_t pages_a_leaf = 64;

struct Element {
  ObjectId id = 0;
  ObjectId page = 0;  // of its first mark
  std::string kids;
};

void add_mark(Element& element, ObjectId page, std::size_t mcid) {
  if (element.page == 0) element.page = page;
  if (element.page == page) {
    add_number(element.kids, static_cast<std::int64_t>(mcid));
  } else {
    element.kids += Syntax() << "<</Type/MCR/Pg " << Ref{page} << "/MCID " << mcid << ">>";
  }
  element.kids += ' ';
}

}  // namespace

Structure::Structure(PdfFile& file) : file_(file), root_(file.reserve()), document_(file.reserve()) {}

void Structure::add(const std::vector<Node>& nodes, const std::vector<MarkedPage>& pages, Grouping grouping, std::string_view language) {
  std::vector<Element> elements(nodes.size());
  for (Element& element : elements) element.id = file_.reserve();

  for (const MarkedPage& page : pages) {
    Syntax row;
    row << page_count_ << '[';
    for (std::size_t mcid = 0; mcid < page.nodes.size(); ++mcid) {
      Element& element = elements[static_cast<std::size_t>(page.nodes[mcid])];
      add_mark(element, page.page, mcid);
      row << Ref{element.id} << ' ';
    }
    row << ']';
    leaf_ += row;
    if (++page_count_ % pages_a_leaf == 0) close_leaf();
  }

  const ObjectId part = grouping == Grouping::part ? file_.reserve() : 0;
  std::string part_kids;
  std::string& top_kids = part ? part_kids : document_kids_;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const bool is_top = nodes[i].parent < 0;
    std::string& kids = is_top ? top_kids : elements[static_cast<std::size_t>(nodes[i].parent)].kids;
    add_reference(kids, elements[i].id);
    kids += ' ';
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    const ObjectId parent = node.parent >= 0 ? elements[static_cast<std::size_t>(node.parent)].id : part ? part : document_;
    Syntax body;
    body << "<</S/" << node.tag << "/P " << Ref{parent} << node.attributes;
    if (elements[i].page) body << "/Pg " << Ref{elements[i].page};
    file_.write_small(elements[i].id, body << "/K[" << elements[i].kids << "]>>");
  }
  if (part) {
    Syntax body;
    body << "<</S/Part/P " << Ref{document_} << "/Lang(" << language << ")/K[" << part_kids << "]>>";
    file_.write_small(part, body);
    add_reference(document_kids_, part);
    document_kids_ += ' ';
  }
}

void Structure::close_leaf() {
  if (leaf_.empty()) return;
  const ObjectId leaf = file_.reserve();
  file_.write_small(leaf, Syntax() << "<</Limits[" << leaf_first_ << ' ' << page_count_ - 1 << "]/Nums[" << leaf_ << "]>>");
  add_reference(leaves_, leaf);
  leaves_ += ' ';
  leaf_.clear();
  leaf_first_ = page_count_;
}

ObjectId Structure::finish() {
  close_leaf();
  const ObjectId parents = file_.reserve();
  file_.write_small(parents, Syntax() << "<</Kids[" << leaves_ << "]>>");
  file_.write_small(document_, Syntax() << "<</S/Document/P " << Ref{root_} << "/K[" << document_kids_ << "]>>");
  file_.write_small(
      root_, Syntax() << "<</Type/StructTreeRoot/K " << Ref{document_} << "/ParentTree " << Ref{parents} << "/ParentTreeNextKey " << page_count_ << ">>");
  return root_;
}

}  // namespace tocsin::pdf

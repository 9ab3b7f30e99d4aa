#include "persons/given_names.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>

namespace tocsin {
namespace {

// One line, one name: the leading form first. Forms that stand for two names (Alex, Sam) are left out.
constexpr std::string_view forms[] = {
    "alexandre alexander sandy aleksander sascha xander lex",
    "alexandra sandra",
    "alfred fred freddy",
    "andre andreas andrew dries andy",
    "anne anna anneke annie anja antje anouk",
    "antoine anton antonius toni toon antonio anthony",
    "bartholomaeus bart bartel",
    "benjamin ben benny",
    "bernard bernd bernhard",
    "catherine katharina katrin kathrin katja cathy karin trijn kathy catharina",
    "charles karl carl charel karel charly",
    "christian chris christiaan",
    "christine christina tina christel christa",
    "christophe christoph christoffel kris",
    "claude claudy",
    "cornelis kees cor",
    "daniel dany danny",
    "dominique domi",
    "edouard eduard edi eddy",
    "elisabeth lise elise lisa elsa betty lisbeth liesbeth",
    "emmanuel manu emanuel",
    "stephane stefan stephan steff steven",
    "francois franz frans francis franky",
    "francoise francisca fanny",
    "frederic friedrich frederik fritz fred",
    "gabrielle gaby gabriele gabriela",
    "gerard gerhard gerrit gert geert",
    "guillaume wilhelm willem willy wim william will bill",
    "guy guido",
    "helene helena lena ellen leen",
    "henri heinrich hendrik heinz henk harry hein henry",
    "hubert bert huub",
    "jacques jakob jacob jaap jacobus",
    "jean johannes jan johann hans johan jang john jhang joao",
    "jeanne johanna jana hanneke jeannette joke",
    "joseph josef jos sepp jozef jupp jef",
    "josephine josefine fien josee",
    "jules julius",
    "laurent laurenz lorenz",
    "leopold leo pol",
    "louis ludwig lodewijk luis ludo",
    "louise luise",
    "lucas lukas luc luuk luca",
    "madeleine magdalena magda leni lene",
    "marc markus marcus mark marco",
    "marguerite margarete margaretha greta grete margriet margot gretel rita",
    "marie maria mia marieke mieke maaike marietta mariette",
    "martin martijn maarten",
    "matthieu mathieu matthias mathias mats matthijs thijs mathis",
    "maurice moritz maurits",
    "michel michael michiel mike michi misch",
    "monique monika",
    "nicolas nikolaus klaus nico claas niclas niels claus nicolaas nick",
    "patrick pat",
    "paul pol paulus pauli",
    "philippe philipp filip phil philip",
    "pierre peter pieter piet petrus pitt",
    "raymond raimund ray",
    "rene renatus",
    "robert rob robbie roby bob",
    "rudolphe rudolf rudi rolf ruud rudy",
    "sebastien sebastian bas bastian bastien",
    "sophie sofia sofie fieke sophia",
    "susanne suzanne susi suzette susan",
    "theodore theodor theo",
    "therese theresia resi thea tess",
    "thomas tom tommy",
    "ursula ulla uschi",
    "veronique veronika vero",
    "victor viktor vic",
    "walter gauthier wouter wolter",
    "yvonne ivonne",
};

std::unordered_map<std::string_view, std::string_view> leading_forms() {
  std::unordered_map<std::string_view, std::string_view> leading;
  for (std::string_view line : forms) {
    const std::string_view leader = line.substr(0, line.find(' '));
    while (!line.empty()) {
      const std::size_t end = std::min(line.find(' '), line.size());
      leading.try_emplace(line.substr(0, end), leader);
      line.remove_prefix(std::min(end + 1, line.size()));
    }
  }
  return leading;
}

}  // namespace

std::string_view leading_form(std::string_view folded_given) {
  static const auto leading = leading_forms();
  const auto found = leading.find(folded_given);
  return found == leading.end() ? folded_given : found->second;
}

}  // namespace tocsin

#include "make_leak/names.h"

#include <array>
#include <span>

namespace tocsin::make_leak {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view fr_begin[] = {"Ar",  "Bau", "Bel", "Ber", "Bou", "Cas", "Cha", "Clé", "Cou", "Dan", "Del", "Du",  "Fau", "Fer",
                                         "Gar", "Gau", "Gé",  "Hau", "Jol", "La",  "Lam", "Le ", "Lor", "Mal", "Mar", "Mau", "Mor", "Nor",
                                         "Or",  "Pel", "Per", "Qué", "Ra",  "Ros", "Sau", "Ser", "Tou", "Val", "Ver", "Vil"};
constexpr std::string_view fr_middle[] = {"ban", "bou", "da",  "de", "do", "ga", "go", "ille", "la", "le",
                                          "li",  "lo",  "man", "mi", "no", "ra", "ri", "ro",   "ti", "ve"};
constexpr std::string_view fr_end[] = {"ard", "aud",  "ault", "beau", "chet",  "court", "dier", "dron", "fort", "gnac",  "lier",
                                       "lin", "mont", "not",  "quet", "rieux", "son",   "teau", "val",  "vert", "vière", "zac"};
constexpr std::string_view de_begin[] = {"Ahl",    "Birk",  "Brand", "Dorn", "Eber", "Eich",   "Falk",   "Feld",   "Fürst", "Gold",
                                         "Grün",   "Hart",  "Hasel", "Heid", "Hohl", "Kalt",   "Kirsch", "Köhl",   "Lang",  "Linden",
                                         "Mai",    "Mühl",  "Neu",   "Ober", "Ost",  "Rau",    "Reh",    "Rosen",  "Sand",  "Schön",
                                         "Sommer", "Stein", "Tann",  "Uhl",  "Wald", "Weiden", "Wester", "Winter", "Wolf",  "Ziegel"};
constexpr std::string_view de_middle[] = {"", "", "en", "er", "el", "ing", "ers", "holz", "bach", "berg", "stein", "wald"};
constexpr std::string_view de_end[] = {"bauer", "brink",  "eder", "feld",   "haus", "hagen", "hof",  "horst", "kamp",  "mann",
                                       "meier", "müller", "rath", "reiter", "rode", "ßler",  "thal", "wein",  "wirth", "zahn"};
constexpr std::string_view nl_begin[] = {"van der ", "de ", "van ", "ter ", "", "", "", "", ""};
constexpr std::string_view nl_middle[] = {"Boer",  "Brink", "Duin",  "Eiken",   "Gras",   "Haven",  "Heide", "Hoeve",  "Kerk",  "Klaver",
                                          "Linde", "Meer",  "Molen", "Noorder", "Oever",  "Polder", "Riet",  "Schuur", "Sloot", "Veen",
                                          "Vliet", "Water", "Weide", "Wester",  "Wilgen", "Zand",   "Zee",   "Zuider"};
constexpr std::string_view nl_end[] = {"berg", "burg", "dam",  "dijk", "donk", "haar", "ga",   "horst", "huis", "kamp",
                                       "laar", "man",  "meer", "mond", "sma",  "stra", "veld", "wijk",  "zoon", "zand"};

constexpr std::string_view fr_female[] = {"Adèle",    "Agathe",  "Alice",    "Anaïs",    "Anne-Marie", "Aurélie", "Béatrice",  "Camille", "Catherine",
                                          "Cécile",   "Chloé",   "Claire",   "Clémence", "Élodie",     "Emma",    "Françoise", "Hélène",  "Inès",
                                          "Isabelle", "Jeanne",  "Julie",    "Léa",      "Louise",     "Lucie",   "Madeleine", "Manon",   "Marie",
                                          "Mathilde", "Monique", "Nathalie", "Océane",   "Pauline",    "Sophie",  "Sylvie",    "Valérie", "Zoé"};
constexpr std::string_view fr_male[] = {"Adrien",  "Alain",   "Alexandre", "André",    "Antoine", "Arthur",  "Benoît",  "Bernard", "Christophe",
                                        "Clément", "Étienne", "François",  "Gabriel",  "Gérard",  "Hugo",    "Jacques", "Jean",    "Jean-Pierre",
                                        "Jérôme",  "Jules",   "Julien",    "Laurent",  "Louis",   "Lucas",   "Mathieu", "Michel",  "Nicolas",
                                        "Noël",    "Olivier", "Paul",      "Philippe", "Pierre",  "Raphaël", "Rémi",    "Thomas",  "Théo"};
constexpr std::string_view de_female[] = {"Anja",   "Anna",   "Bärbel", "Birgit", "Christa", "Clara",  "Elke",      "Emilia", "Eva",  "Frieda",
                                          "Gisela", "Hanna",  "Heike",  "Ingrid", "Julia",   "Karin",  "Katharina", "Lena",   "Lina", "Marlene",
                                          "Mia",    "Monika", "Petra",  "Renate", "Sabine",  "Sophie", "Susanne",   "Ursula"};
constexpr std::string_view de_male[] = {"Andreas", "Anton",    "Ben",     "Bernd", "Christian", "Dieter", "Elias",  "Emil",  "Felix", "Frank",
                                        "Günter",  "Hans",     "Heinz",   "Jonas", "Jörg",      "Jürgen", "Karl",   "Klaus", "Leon",  "Lukas",
                                        "Markus",  "Matthias", "Michael", "Paul",  "Peter",     "Stefan", "Thomas", "Uwe"};
constexpr std::string_view nl_female[] = {"Anke",   "Anouk", "Bente",   "Carla", "Emma",  "Esther", "Eva",   "Femke",  "Fleur", "Hanneke",
                                          "Ingrid", "Isa",   "Johanna", "Julia", "Lieke", "Lisa",   "Lotte", "Maaike", "Maria", "Marieke",
                                          "Noor",   "Petra", "Roos",    "Sanne", "Saar",  "Sophie", "Tess",  "Wilma"};
constexpr std::string_view nl_male[] = {"Arjen", "Bart",   "Bram",   "Cornelis", "Daan", "Dirk",  "Erik", "Finn",  "Gerrit",  "Hendrik",
                                        "Jan",   "Jasper", "Jeroen", "Johan",    "Kees", "Lars",  "Levi", "Luuk",  "Maarten", "Milan",
                                        "Niels", "Pieter", "Ruben",  "Sem",      "Sven", "Thijs", "Tim",  "Willem"};

constexpr std::string_view fr_streets[] = {"rue des Tilleuls",  "avenue de la Gare", "rue du Moulin",      "place de l'Église", "chemin des Vignes",
                                           "boulevard du Nord", "impasse des Lilas", "rue de la Fontaine", "allée des Érables", "quai du Port"};
constexpr std::string_view de_streets[] = {"Lindenweg",  "Bahnhofstraße", "Am Mühlbach", "Gartenstraße", "Ahornallee",
                                           "Kirchplatz", "Schulstraße",   "Rosenweg",    "Bergstraße",   "Wiesengasse"};
constexpr std::string_view nl_streets[] = {"Dorpsstraat", "Kerkstraat",   "Molenweg",   "Lindelaan",     "Stationsplein",
                                           "Havenkade",   "Schoolstraat", "Beukenlaan", "Noordergracht", "Eikendreef"};

constexpr std::string_view fr_town_begin[] = {"Saint-Aubert", "Vaucelles", "Montreval", "Beaulieu", "Fontclair", "Rochemare", "Valdoré", "Clairval"};
constexpr std::string_view fr_town_end[] = {"", "-sur-Orme", "-le-Haut", "-les-Bains", "-en-Plaine", "-la-Forêt"};
constexpr std::string_view de_town_begin[] = {"Linden", "Ahorn", "Stein", "Mühl", "Reh", "Falken", "Eschen", "Ober"};
constexpr std::string_view de_town_end[] = {"bach", "hausen", "stedt", "tal", "furt", "heim"};
constexpr std::string_view nl_town_begin[] = {"Duin", "Riet", "Wester", "Ooster", "Linde", "Haver", "Molen", "Zand"};
constexpr std::string_view nl_town_end[] = {"dam", "veen", "wijk", "oord", "hoven", "drecht"};

struct Lists {
  Words begin, middle, end, female, male, streets, town_begin, town_end;
};

const Lists& lists_of(Country country) {
  static constexpr Lists lists[] = {
      {fr_begin, fr_middle, fr_end, fr_female, fr_male, fr_streets, fr_town_begin, fr_town_end},
      {de_begin, de_middle, de_end, de_female, de_male, de_streets, de_town_begin, de_town_end},
      {nl_begin, nl_middle, nl_end, nl_female, nl_male, nl_streets, nl_town_begin, nl_town_end},
  };
  return lists[static_cast<std::size_t>(country)];
}

std::string join(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

}  // namespace

std::string family_name(Country country, Random& random) {
  const Lists& lists = lists_of(country);
  const std::string_view begin = random.one_of(lists.begin), middle = random.one_of(lists.middle), end = random.one_of(lists.end);
  return join({begin, middle, end});
}

std::string rare_family_name(Country country, Random& random) {
  const Lists& lists = lists_of(country);
  // The earlier in its list, the more frequent.
  const auto skewed = [&](Words words) {
    const std::size_t n = words.size() * words.size();
    return words[random.below(n) * random.below(n) / n / words.size()];
  };
  const std::string_view begin = skewed(lists.begin), middle = skewed(lists.middle), second = skewed(lists.middle), end = skewed(lists.end);
  return join({begin, middle, second, end});
}

std::string given_name(Country country, bool female, Random& random) {
  const Lists& lists = lists_of(country);
  return std::string(random.one_of(female ? lists.female : lists.male));
}

std::string street(Country country, Random& random) { return std::string(random.one_of(lists_of(country).streets)); }

Town town(Country country, Random& random) {
  const Lists& lists = lists_of(country);
  const std::size_t begin = random.below(lists.town_begin.size()), end = random.below(lists.town_end.size());
  const std::string city = join({lists.town_begin[begin], lists.town_end[end]});
  const int place = static_cast<int>(begin * lists.town_end.size() + end);  // the same town has the same postcodes
  switch (country) {
    case Country::fr: return {std::to_string(10'000 + place * 1'730 + 10 * random.between(0, 9)), city};
    case Country::de: return {std::to_string(20'000 + place * 1'450 + random.between(1, 60)), city};
    case Country::nl: {
      constexpr std::string_view letters = "BDFGHJKLMNPRTVWXZ";  // never SA, SD, SS
      const std::size_t a = random.below(letters.size()), b = random.below(letters.size());
      return {std::to_string(1'100 + place * 180 + random.between(0, 90)) + " " + letters[a] + letters[b], city};
    }
  }
  return {};
}

}  // namespace tocsin::make_leak

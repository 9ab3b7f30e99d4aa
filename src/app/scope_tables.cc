#include "app/scope_tables.h"

#include <filesystem>

#include "sealed/container.h"

namespace tocsin {
namespace {

std::string absolute(const std::string& dir) {
  std::error_code ignored;
  return std::filesystem::absolute(dir, ignored).lexically_normal().string();
}

std::string sealed_path(const std::string& dir, const std::string& table) { return dir + "/" + sealed_file_name(table, 1); }
std::string plain_path(const std::string& dir, const std::string& table) { return dir + "/" + table + ".parquet"; }

}  // namespace

Result<TablePlace> place_of_tables(World& world, const IncidentId& incident, const std::string& dir, const std::string& needed) {
  TablePlace place{.folder = absolute(dir), .seal = {}};
  Files& files = world.workshop.files();
  if (files.exists(sealed_path(place.folder, needed))) {
    TRY(key, world.store->bulk_key(incident, false));
    place.seal = TableSeal{incident, key};
    return place;
  }
  if (files.exists(plain_path(place.folder, needed))) return place;
  return failure(
      ErrorKind::not_found, "this folder does not hold the table \"" + needed + "\"", dir,
      needed == "reach" ? "run `tocsin scope FILE --out DIR --members FILE`, then name that DIR" : "run `tocsin scope FILE --out DIR`, then name that DIR");
}

Result<TablePlace> place_for_sealed_tables(World& world, const IncidentId& incident, const std::string& dir) {
  TablePlace place{.folder = absolute(dir), .seal = {}};
  if (world.workshop.files().exists(plain_path(place.folder, "records")))
    return failure(ErrorKind::refused, "this folder holds unencrypted tables of an earlier run", dir, "give another folder for --out, and remove the old one");
  TRY(key, world.store->bulk_key(incident, true));
  place.seal = TableSeal{incident, key};
  return place;
}

Result<TablePlace> place_for_plain_tables(World& world, const std::string& dir) {
  TablePlace place{.folder = absolute(dir), .seal = {}};
  if (!world.workshop.files().exists(sealed_path(place.folder, "records"))) return place;
  return failure(ErrorKind::refused, "this folder holds sealed tables of an earlier run", dir, "give another folder for --out");
}

}  // namespace tocsin

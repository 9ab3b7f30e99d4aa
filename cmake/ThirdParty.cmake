# What the product links: Debian 12 packages, and from the npm lock file libduckdb
# (C API only) and the SQLite amalgamation. Each is used by as few modules as possible.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(fmt REQUIRED)
find_package(date REQUIRED)          # Howard Hinnant's date: date::date, date::date-tz
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(ZLIB REQUIRED)
if(TOCSIN_TESTS)
  find_package(GTest REQUIRED)
endif()
foreach(library IN ITEMS libsodium harfbuzz harfbuzz-subset freetype2 libdeflate gmime-3.0 gpgme libzip expat icu-uc icu-i18n yaml-cpp libzstd snappy liblz4 libbrotlidec)
  string(MAKE_C_IDENTIFIER ${library} target)
  pkg_check_modules(${target} REQUIRED IMPORTED_TARGET ${library})
endforeach()

# ---- npm: installed once per lock file, scripts never run ----
set(TOCSIN_NPM ${PROJECT_BINARY_DIR}/npm)
find_program(NPM_EXE npm REQUIRED)
file(SHA256 ${PROJECT_SOURCE_DIR}/third_party/npm/package-lock.json lock)
set(have "")
if(EXISTS ${TOCSIN_NPM}/.stamp)
  file(READ ${TOCSIN_NPM}/.stamp have)
endif()
if(NOT "${have}" STREQUAL "${lock}")
  message(STATUS "npm ci: libduckdb and the SQLite amalgamation")
  file(MAKE_DIRECTORY ${TOCSIN_NPM})
  foreach(file IN ITEMS package.json package-lock.json .npmrc)
    configure_file(${PROJECT_SOURCE_DIR}/third_party/npm/${file} ${TOCSIN_NPM}/${file} COPYONLY)
  endforeach()
  execute_process(COMMAND ${NPM_EXE} ci --ignore-scripts --no-audit --no-fund --loglevel=error
                  WORKING_DIRECTORY ${TOCSIN_NPM} COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${TOCSIN_NPM}/.stamp ${lock})
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(arch arm64)
else()
  set(arch x64)
endif()
set(modules ${TOCSIN_NPM}/node_modules)

# Only duckdb.h is copied out, so that no C++ header of another version can be included by mistake.
configure_file(${modules}/duckdb/src/duckdb/src/include/duckdb.h ${PROJECT_BINARY_DIR}/third_party/duckdb/duckdb.h COPYONLY)
configure_file(${modules}/@duckdb/node-bindings-linux-${arch}/libduckdb.so ${PROJECT_BINARY_DIR}/lib/tocsin/libduckdb.so COPYONLY)
add_library(duckdb SHARED IMPORTED GLOBAL)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION ${PROJECT_BINARY_DIR}/lib/tocsin/libduckdb.so
  IMPORTED_NO_SONAME OFF
  INTERFACE_INCLUDE_DIRECTORIES ${PROJECT_BINARY_DIR}/third_party/duckdb)
set(TOCSIN_DUCKDB_LICENCE ${modules}/@duckdb/node-bindings-linux-${arch}/LICENSE)

# SQLite: static and hidden, because other libraries may load Debian's into the same process.
add_library(sqlite3_ours STATIC ${modules}/better-sqlite3/deps/sqlite3/sqlite3.c)
target_include_directories(sqlite3_ours SYSTEM INTERFACE ${modules}/better-sqlite3/deps/sqlite3)
target_compile_definitions(sqlite3_ours PRIVATE
  SQLITE_DQS=0 SQLITE_THREADSAFE=2 SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_DEPRECATED
  SQLITE_TRUSTED_SCHEMA=0 SQLITE_DEFAULT_WAL_SYNCHRONOUS=2 SQLITE_DEFAULT_SYNCHRONOUS=2 SQLITE_ENABLE_STAT4 SQLITE_ENABLE_DBSTAT_VTAB
  SQLITE_API=)
target_compile_options(sqlite3_ours PRIVATE -O2 -fvisibility=hidden -w -fno-sanitize=all)

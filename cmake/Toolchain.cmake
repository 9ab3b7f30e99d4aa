# Language level, warnings, hardening, sanitizers and the compiler cache, the same for every target.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  # base_dir lets two checkouts of one commit share results.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

set(TOCSIN_WARNINGS -Wall -Wextra -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  list(APPEND TOCSIN_WARNINGS -Wno-sign-conversion -Wno-missing-field-initializers
       -Wno-deprecated-declarations)  # libstdc++ 12 uses what it calls deprecated (stable_sort)
else()
  # gcc 12 sees what is not there when it optimises: overlapping copies in std::string's operator+ (GCC PR 105329),
  # uninitialised members of alternatives a std::variant does not hold (PR 80635).
  list(APPEND TOCSIN_WARNINGS -Wno-restrict -Wno-maybe-uninitialized)
  list(APPEND TOCSIN_WARNINGS -Wno-missing-field-initializers)  # designated initialisers leave the rest at their defaults on purpose
endif()

add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
  string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
if(TOCSIN_SANITIZE)
  add_compile_options(-fsanitize=${TOCSIN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${TOCSIN_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # its flow analysis loses its way in instrumented optional/expected code
    list(APPEND TOCSIN_WARNINGS -Wno-maybe-uninitialized)
  endif()
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_link_options(-fuse-ld=mold)
endif()

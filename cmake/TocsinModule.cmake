# One folder under src/ = one static library = one test binary.
#
#   tocsin_module(rules
#     SOURCES authority_duty.cc
#     DEPS    base facts            # the modules whose headers may be included
#     LIBS    fmt::fmt              # third parties, for this module alone
#     TESTS   authority_duty_test.cc
#     TEST_DEPS resources           # further modules that only the tests may include
#     DATA)                         # (flag) tests get TOCSIN_SOURCE_DIR
#
# The layering needs no reviewer: the headers of a module are reached through a
# link of its own (build/include/<name>/<name> -> src/<name>), only the modules
# in DEPS put theirs on the include path, and nothing is handed on: a module
# that includes facts/ must list base too. So an include that was not declared
# does not compile, also not by way of somebody else's list.
define_property(GLOBAL PROPERTY TOCSIN_MODULES BRIEF_DOCS "all modules" FULL_DOCS "all modules")

function(tocsin_door name out)
  set(${out} ${PROJECT_BINARY_DIR}/include/${name} PARENT_SCOPE)
endfunction()

function(tocsin_includes target)
  foreach(module ${ARGN})
    tocsin_door(${module} door)
    target_include_directories(${target} PRIVATE ${door} ${PROJECT_BINARY_DIR}/generated/${module})
  endforeach()
endfunction()

# tocsin_module(NAME [PATH folder relative to src/, default NAME] ...)
function(tocsin_module name)
  cmake_parse_arguments(PARSE_ARGV 1 M "" "PATH" "SOURCES;DEPS;LIBS;TESTS;TEST_DEPS;TEST_LIBS")
  if(M_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "tocsin_module(${name}): unknown words: ${M_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT M_PATH)
    set(M_PATH ${name})
  endif()
  set_property(GLOBAL APPEND PROPERTY TOCSIN_MODULES ${name})

  # "adapters/sqlite_store" is included as "adapters/sqlite_store/....h"
  tocsin_door(${name} door)
  cmake_path(GET M_PATH PARENT_PATH parent)
  file(MAKE_DIRECTORY ${door}/${parent})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${door}/${M_PATH} SYMBOLIC)

  set(deps ${M_DEPS})
  list(TRANSFORM deps PREPEND tocsin_)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated/${name})  # headers that a module generates: generated/<name>/<name>/...
  if(M_SOURCES)
    add_library(tocsin_${name} STATIC ${M_SOURCES})
    target_compile_options(tocsin_${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:${TOCSIN_WARNINGS}>)
    tocsin_includes(tocsin_${name} ${name} ${M_DEPS})
    target_link_libraries(tocsin_${name} PUBLIC ${deps} PRIVATE ${M_LIBS})
  else()
    add_library(tocsin_${name} INTERFACE)
    target_link_libraries(tocsin_${name} INTERFACE ${deps})
  endif()

  if(M_TESTS AND TOCSIN_TESTS)
    tocsin_test(${name}_test SOURCES ${M_TESTS} DEPS ${name} ${M_DEPS} ${M_TEST_DEPS} LIBS ${M_LIBS} ${M_TEST_LIBS})
  endif()
endfunction()

# A test binary that is not one module's own.
function(tocsin_test name)
  cmake_parse_arguments(PARSE_ARGV 1 T "" "" "SOURCES;DEPS;LIBS;ARGS;LABELS")
  add_executable(${name} ${T_SOURCES})
  target_compile_options(${name} PRIVATE ${TOCSIN_WARNINGS})
  target_compile_definitions(${name} PRIVATE TOCSIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TOCSIN_BINARY_DIR="${PROJECT_BINARY_DIR}")
  tocsin_includes(${name} ${T_DEPS})
  set(deps ${T_DEPS})
  list(TRANSFORM deps PREPEND tocsin_)
  target_link_libraries(${name} PRIVATE ${deps} ${T_LIBS} GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name} ${T_ARGS})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 SKIP_REGULAR_EXPRESSION "TEST SKIPPED WHOLE")
  if(T_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${T_LABELS}")
  endif()
endfunction()

# An executable; the same include rule.
function(tocsin_program name)
  cmake_parse_arguments(PARSE_ARGV 1 P "" "" "SOURCES;DEPS;LIBS")
  add_executable(${name} ${P_SOURCES})
  target_compile_options(${name} PRIVATE ${TOCSIN_WARNINGS})
  tocsin_includes(${name} ${P_DEPS})
  set(deps ${P_DEPS})
  list(TRANSFORM deps PREPEND tocsin_)
  target_link_libraries(${name} PRIVATE ${deps} ${P_LIBS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
endfunction()

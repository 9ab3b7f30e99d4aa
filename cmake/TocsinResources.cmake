# Law packs, form packs, texts and SQL are data, but the binary must run alone: they are linked in.
# tocsin_resources(TARGET FILES...) writes an assembler file that .incbin's each file and a table of them.
function(tocsin_resources target)
  set(table ${CMAKE_CURRENT_BINARY_DIR}/${target}_resources.S)
  set(list ${CMAKE_CURRENT_BINARY_DIR}/${target}_resources.txt)
  string(REPLACE ";" "\n" lines "${ARGN}")
  file(GENERATE OUTPUT ${list} CONTENT "${lines}\n")
  add_custom_command(OUTPUT ${table}
    COMMAND python3 ${PROJECT_SOURCE_DIR}/cmake/resources.py ${PROJECT_SOURCE_DIR} ${list} ${table}
    DEPENDS ${PROJECT_SOURCE_DIR}/cmake/resources.py ${list} ${ARGN}
    VERBATIM)
  target_sources(${target} PRIVATE ${table})
  set_source_files_properties(${table} PROPERTIES OBJECT_DEPENDS "${ARGN}")
endfunction()

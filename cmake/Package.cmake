# What a user unpacks: bin/, lib/tocsin/libduckdb.so beside it, the licences. Runs from any folder.
foreach(program IN ITEMS tocsin tocsin-verify make-leak)
  if(TARGET ${program})
    set_target_properties(${program} PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/tocsin")
    install(TARGETS ${program} RUNTIME DESTINATION bin)
  endif()
endforeach()
install(PROGRAMS ${PROJECT_BINARY_DIR}/lib/tocsin/libduckdb.so DESTINATION lib/tocsin)

set(licences share/doc/tocsin)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${licences})
install(FILES ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${licences} OPTIONAL)
install(FILES ${TOCSIN_DUCKDB_LICENCE} DESTINATION ${licences}/third-party RENAME duckdb.txt)
# SQLite, linked in, is in the public domain. The following are compiled in from Debian's headers or linked to its libraries.
foreach(package IN ITEMS libcli11-dev libtomlplusplus-dev libboost1.81-dev libfmt-dev libhowardhinnant-date-dev libyaml-cpp-dev
                         libsodium-dev libharfbuzz-dev libfreetype-dev libdeflate-dev libgmime-3.0-dev libgpgme-dev libzip-dev
                         libexpat1-dev libicu-dev libssl-dev fonts-noto-core)
  string(REGEX REPLACE "-dev$" "" name ${package})
  install(FILES /usr/share/doc/${package}/copyright DESTINATION ${licences}/third-party RENAME ${name}.txt OPTIONAL)
endforeach()

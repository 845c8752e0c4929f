# What is installed where, and the two .deb that CPack makes of it:
#   component program  -> trawl_VERSION_ARCH.deb         ./setup install
#   component library  -> libtrawl-dev_VERSION_ARCH.deb
# Included by CMakeLists.txt. The stage libraries stay a matter of the build: an
# embedding program gets one archive and one trawl.pc.
include(GNUInstallDirs)

# Man page and completions come from the program's own flag table, so they
# cannot disagree with it. --generate prints to stdout.
set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated})
function(generate_document kind output)
  add_custom_command(
    OUTPUT ${generated}/${output}
    COMMAND trawl_program --generate ${kind} > ${generated}/${output}
    DEPENDS trawl_program
    COMMENT "Generating ${output}"
    VERBATIM)
endfunction()
generate_document(man trawl.1)
generate_document(bash trawl.bash)
generate_document(zsh _trawl)
generate_document(fish trawl.fish)

# Debian policy wants it compressed; -n keeps the time out of it.
add_custom_command(
  OUTPUT ${generated}/trawl.1.gz
  COMMAND gzip -9nc ${generated}/trawl.1 > ${generated}/trawl.1.gz
  DEPENDS ${generated}/trawl.1
  VERBATIM)
add_custom_target(documents ALL
  DEPENDS ${generated}/trawl.1.gz ${generated}/trawl.bash ${generated}/_trawl
          ${generated}/trawl.fish)

# libtrawl.a of the build needs every stage beside it; the installed one holds
# them all (a stage missing here fails the test package.installed).
set(library_stages trawl trawl_os trawl_text trawl_record trawl_query
                   trawl_decode trawl_follow trawl_input trawl_stamp trawl_time
                   trawl_plan trawl_result trawl_scan trawl_search trawl_worker)
list(TRANSFORM library_stages REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>"
     OUTPUT_VARIABLE library_objects)
add_library(installed_library STATIC ${library_objects})
set_target_properties(installed_library PROPERTIES
  OUTPUT_NAME trawl
  ARCHIVE_OUTPUT_DIRECTORY ${generated}
  LINKER_LANGUAGE CXX)
configure_file(${CMAKE_CURRENT_LIST_DIR}/trawl.pc.in ${generated}/trawl.pc
               @ONLY)

install(TARGETS trawl_program COMPONENT program)
install(FILES ${generated}/trawl.1.gz TYPE MAN RENAME man1/trawl.1.gz
        COMPONENT program)
install(FILES ${generated}/trawl.bash RENAME trawl COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${generated}/_trawl COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${generated}/trawl.fish COMPONENT program
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

install(TARGETS installed_library COMPONENT library)
install(DIRECTORY include/trawl TYPE INCLUDE COMPONENT library)
install(FILES ${generated}/trawl.pc COMPONENT library
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

function(install_package_documents component package)
  set(directory ${CMAKE_INSTALL_DATADIR}/doc/${package})
  install(FILES LICENSE RENAME copyright
          DESTINATION ${directory} COMPONENT ${component})
  install(FILES CHANGELOG.md
          DESTINATION ${directory} COMPONENT ${component})
endfunction()
install_package_documents(program trawl)
install_package_documents(library libtrawl-dev)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program library)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The trawl authors <trawl@localhost>")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME trawl)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
# Loaded when it is needed, so that nothing shows that it is.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS libisal2)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION
"search logs of any size, in order, with all cores
trawl finds the lines of large logs that match a pattern, as grep -P does. It
maps a file, cuts it at line starts and scans the pieces in worker processes;
matches come back in file order with exact byte offsets and context, the same
bytes whatever the number of workers.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libtrawl-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS
    "libhyperscan-dev, libpcre2-dev, libxxhash-dev, libzstd-dev, liblzma-dev, libbz2-dev, liblz4-dev, libisal2")
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION
"search logs of any size - C++ library
Headers and static library for running trawl's search from a C++20 program,
with matches handed to the program as records or as finished bytes.")

include(CPack)

# Run by CPack on the files of each package before it is closed: Debian wants manual pages and
# changelogs compressed, and the licence by name.
set(debian "${CMAKE_CURRENT_LIST_DIR}/../dist/debian")
set(runtime "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/runtime/usr")
string(TIMESTAMP fasti_package_date "%a, %d %b %Y %H:%M:%S +0000" UTC)

function(compress)
  execute_process(COMMAND gzip -9n ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(GLOB manuals "${runtime}/share/man/man1/*.1")
compress(${manuals})
set(documentation "${runtime}/share/doc/fasti")
file(REMOVE "${documentation}/LICENSE")
file(RENAME "${documentation}/CHANGELOG.md" "${documentation}/changelog")
compress("${documentation}/changelog")

foreach(package runtime/fasti development/libfasti-dev)
  get_filename_component(component "${package}" DIRECTORY)
  get_filename_component(name "${package}" NAME)
  set(documentation "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}/usr/share/doc/${name}")
  file(MAKE_DIRECTORY "${documentation}")
  file(COPY_FILE "${debian}/copyright" "${documentation}/copyright")
  configure_file("${debian}/changelog.in" "${documentation}/changelog.Debian" @ONLY)
  compress("${documentation}/changelog.Debian")
endforeach()

# The Debian packages fasti and libfasti-dev, by `script/package`: CPack takes the components of
# FastiInstall.cmake, and finish-package.cmake makes of them what Debian expects.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME fasti)
set(CPACK_PACKAGE_VENDOR Fasti)
# Each package has its own, the first line of its description.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
# Whoever makes the package is who is asked about it, as with Debian's own tools.
set(CPACK_PACKAGE_CONTACT "Fasti <root@localhost>")
if(DEFINED ENV{DEBEMAIL})
  set(CPACK_PACKAGE_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}/packages")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/finish-package.cmake")

set(debian "${PROJECT_SOURCE_DIR}/dist/debian")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME fasti)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION text)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
# The small programs come first, for a system without systemd; systemd provides both.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS
  "systemd-standalone-sysusers | systemd-sysusers, systemd-standalone-tmpfiles | systemd-tmpfiles")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SUGGESTS "nginx")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA
  "${debian}/conffiles;${debian}/postinst;${debian}/prerm;${debian}/postrm")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "full-text search of historical text by word, date and actor
Fasti cuts texts into passages, reads the dates out of the prose and places
them on one time line, recognises the actors under all their names, and
answers ranked searches over HTTP with exact counts by era and by actor.
.
This package has the indexer, the server as a service of systemd, and a corpus
of texts that it serves until it is given others.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libfasti-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
# What cmake/FastiCoreDependencies.cmake looks for.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libfmt-dev, libicu-dev, libxapian-dev, \
libxxhash-dev, libzstd-dev, nlohmann-json3-dev, pkg-config")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "library of Fasti: dates and actors in historical text
Fasti cuts texts into passages, reads the dates out of the prose and places
them on one time line, recognises the actors under all their names, and
answers ranked searches over HTTP with exact counts by era and by actor.
.
This package has the headers and the static library for C++ programs:
find_package(Fasti) gives CMake the target fasti::core.")

include(CPack)

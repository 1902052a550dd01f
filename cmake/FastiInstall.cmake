if(NOT TARGET fasti-index OR NOT TARGET fasti-server)
  return()
endif()
include(CMakePackageConfigHelpers)

# Two components, each a Debian package of cmake/FastiPackage.cmake: runtime and development.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME runtime)
set(system_unit "${CMAKE_BINARY_DIR}/fasti-server.service")
configure_file(dist/systemd/fasti-server.service.in "${system_unit}" @ONLY)

install(TARGETS fasti-index fasti-server RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES docs/man/fasti-index.1 docs/man/fasti-server.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(DIRECTORY corpus/ DESTINATION "${CMAKE_INSTALL_DATADIR}/fasti/corpus")
install(FILES README.md LICENSE CHANGELOG.md docs/reverse-proxy.md
  DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES dist/fasti.toml dist/nginx/fasti.conf
  DESTINATION "${CMAKE_INSTALL_DOCDIR}/examples")
# systemd looks into lib, never into a multiarch directory.
install(FILES "${system_unit}" DESTINATION lib/systemd/system)
install(FILES dist/systemd/fasti.sysusers.conf DESTINATION lib/sysusers.d RENAME fasti.conf)
install(FILES dist/systemd/fasti.tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME fasti.conf)
# Only with the component asked for, as a package is made: outside the prefix.
install(FILES dist/fasti.toml DESTINATION /etc/fasti EXCLUDE_FROM_ALL)

# The library for other C++ programs: find_package(Fasti) gives fasti::core.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME development)
set(package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/Fasti")
install(TARGETS fasti_core fasti_text fasti_dates fasti_actors fasti_index
  EXPORT FastiTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY core DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/fasti" FILES_MATCHING PATTERN "*.h")
install(EXPORT FastiTargets NAMESPACE fasti:: DESTINATION "${package_directory}")
configure_package_config_file(cmake/FastiConfig.cmake.in "${CMAKE_BINARY_DIR}/FastiConfig.cmake"
  INSTALL_DESTINATION "${package_directory}")
write_basic_package_version_file("${CMAKE_BINARY_DIR}/FastiConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${CMAKE_BINARY_DIR}/FastiConfig.cmake"
  "${CMAKE_BINARY_DIR}/FastiConfigVersion.cmake"
  cmake/FastiCoreDependencies.cmake
  DESTINATION "${package_directory}")

include(FastiPackage)

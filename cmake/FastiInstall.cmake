if(NOT TARGET fasti-index OR NOT TARGET fasti-server)
  return()
endif()
include(CMakePackageConfigHelpers)

install(TARGETS fasti-index fasti-server RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES docs/man/fasti-index.1 docs/man/fasti-server.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(DIRECTORY corpus/ DESTINATION "${CMAKE_INSTALL_DATADIR}/fasti/corpus")
install(FILES README.md LICENSE CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# The library for other C++ programs: find_package(Fasti) gives fasti::core.
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
  cmake/FastiDependencies.cmake
  DESTINATION "${package_directory}")

# Compiler warnings, linked privately by every target of ours.
add_library(fasti_warnings INTERFACE)
target_compile_options(fasti_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${FASTI_WERROR}>:-Werror>)
# gcc takes a file that a unity build includes for a header, whose types others would see.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(fasti_warnings INTERFACE -Wno-subobject-linkage)
endif()

# Sanitizers reach every object and every link, so that reports are whole.
if(FASTI_SANITIZE)
  add_compile_options(-fsanitize=${FASTI_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${FASTI_SANITIZE})
endif()

# The allocator of a program that allocates much, for it to link; sanitizers bring their own.
add_library(fasti_allocator INTERFACE)
if(FASTI_JEMALLOC AND NOT FASTI_SANITIZE)
  pkg_check_modules(jemalloc REQUIRED IMPORTED_TARGET jemalloc)
  target_link_libraries(fasti_allocator INTERFACE PkgConfig::jemalloc)
endif()

# libFuzzer is led by the branches that an input takes, in the libraries too.
if(FASTI_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# fasti_library(NAME FILES... LINK LIBRARIES...): the library of one folder, as fasti::NAME.
function(fasti_library name)
  cmake_parse_arguments(arg "" "" "FILES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(fasti_${name} STATIC ${arg_FILES})
  add_library(fasti::${name} ALIAS fasti_${name})
  set_target_properties(fasti_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(fasti_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/fasti>)
  target_compile_features(fasti_${name} PUBLIC cxx_std_20)
  target_link_libraries(fasti_${name}
    PUBLIC ${arg_LINK}
    PRIVATE $<BUILD_INTERFACE:fasti_warnings> ${arg_PRIVATE_LINK})
endfunction()

# fasti_embed(TARGET HEADER_NAMESPACE FILES...): each file as a std::string_view.
# `states.tsv` becomes NAMESPACE::states_tsv, declared in "embedded/TARGET.h"; NAMESPACE::files has
# them all by name.
function(fasti_embed target namespace)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  set(header "${directory}/${target}.h")
  set(source "${directory}/${target}.cpp")
  set(paths)
  foreach(file IN LISTS ARGN)
    list(APPEND paths "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
  endforeach()
  add_custom_command(
    OUTPUT "${header}" "${source}"
    COMMAND "${CMAKE_COMMAND}" "-DNAMESPACE=${namespace}" "-DHEADER=${header}"
      "-DSOURCE=${source}" "-DFILES=${paths}" "-DINCLUDE=embedded/${target}.h"
      -P "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS ${paths} "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  target_sources(fasti_${target} PRIVATE "${source}" "${header}")
  target_include_directories(fasti_${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()

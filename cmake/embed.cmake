# Writes HEADER and SOURCE that hold the bytes of FILES as string views in NAMESPACE, and a table of
# them by name.
set(declarations "")
set(definitions "")
set(table "")
set(count 0)
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  string(MAKE_C_IDENTIFIER "${name}" identifier)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  # Lines of 64 bytes: some compilers are slow on one endless line.
  string(REGEX REPLACE "(('\\\\x[0-9a-f][0-9a-f]',){64})" "\\1\n" bytes "${bytes}")
  string(APPEND declarations "extern const std::string_view ${identifier};\n")
  string(APPEND definitions
    "static constexpr char ${identifier}_bytes[] = {${bytes}'\\0'};\n"
    "const std::string_view ${identifier}{${identifier}_bytes, sizeof ${identifier}_bytes - 1};\n")
  string(APPEND table "    {\"${name}\", {${identifier}_bytes, sizeof ${identifier}_bytes - 1}},\n")
  math(EXPR count "${count} + 1")
endforeach()
set(head "// Made by cmake/embed.cmake; edit the embedded files instead.\n")
file(WRITE "${HEADER}"
  "${head}#pragma once\n#include <array>\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n"
  "struct EmbeddedFile {\n  std::string_view name, content;\n};\n"
  "extern const std::array<EmbeddedFile, ${count}> files;\n${declarations}}\n")
file(WRITE "${SOURCE}"
  "${head}#include \"${INCLUDE}\"\n\nnamespace ${NAMESPACE} {\n${definitions}"
  "const std::array<EmbeddedFile, ${count}> files{{\n${table}}};\n}\n")

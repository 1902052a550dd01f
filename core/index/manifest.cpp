#include "core/index/manifest.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/index/files.h"
#include "core/index/schema.h"
#include "core/text/hash.h"

namespace fasti::index {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kChecksum = "checksum";

// Numbers of 64 bits as text: JSON readers may round them.
std::string hex(std::uint64_t value) { return fmt::format("{:016x}", value); }

std::uint64_t parse_hex(const Json& value) {
  const auto& text = value.get_ref<const std::string&>();
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::invalid_argument("no hexadecimal number");
  }
  return number;
}

// File names may be no UTF-8.
std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

template <typename Entry>
Json entries(const std::vector<Entry>& list) {
  Json out = Json::array();
  for (const Entry& entry : list) {
    out.push_back({{"name", entry.name}, {"bytes", entry.bytes}, {"xxh3", hex(entry.hash)}});
  }
  return out;
}

template <typename Entry>
std::vector<Entry> parse_entries(const Json& list) {
  std::vector<Entry> out;
  for (const Json& entry : list) {
    out.push_back({entry.at("name"), entry.at("bytes"), parse_hex(entry.at("xxh3"))});
  }
  return out;
}

}  // namespace

void write_manifest(const std::string& directory, const Manifest& m) {
  Json options = Json::object();
  for (const auto& [name, value] : m.options) options[name] = value;
  Json json = {
      {"format_version", m.format_version},
      {"generation", m.generation},
      {"program_version", m.program_version},
      {"documents", m.documents},
      {"passages", m.passages},
      {"sentences", m.sentences},
      {"words", m.words},
      {"timexes", m.timexes},
      {"mentions", m.mentions},
      {"averages",
       {{"text", m.averages.text}, {"title", m.averages.title}, {"heading", m.averages.heading}}},
      {"languages", m.languages},
      {"options", options},
      {"sources", entries(m.sources)},
      {"files", entries(m.files)},
  };
  json[kChecksum] = hex(text::hash64(dump(json)));
  write_file(fmt::format("{}/{}", directory, kManifestName), dump(json) + "\n");
}

Manifest read_manifest(const std::string& directory) {
  const std::string path = fmt::format("{}/{}", directory, kManifestName);
  const MappedFile file(path);
  Manifest m;
  try {
    Json json = Json::parse(file.bytes());
    m.format_version = json.at("format_version");
    if (m.format_version != kFormatVersion) return m;
    m.checksum = parse_hex(json.at(kChecksum));
    json.erase(kChecksum);
    if (text::hash64(dump(json)) != m.checksum) fail_damaged(path, "its checksum does not fit");
    m.generation = json.at("generation");
    m.program_version = json.at("program_version");
    m.documents = json.at("documents");
    m.passages = json.at("passages");
    m.sentences = json.at("sentences");
    m.words = json.at("words");
    m.timexes = json.at("timexes");
    m.mentions = json.at("mentions");
    const Json& averages = json.at("averages");
    m.averages = {averages.at("text"), averages.at("title"), averages.at("heading")};
    m.languages = json.at("languages");
    for (const auto& [name, value] : json.at("options").items())
      m.options.emplace_back(name, value);
    m.sources = parse_entries<SourceEntry>(json.at("sources"));
    m.files = parse_entries<FileEntry>(json.at("files"));
  } catch (const Json::exception&) {
    fail_damaged(path, "is no manifest");
  } catch (const std::invalid_argument&) {
    fail_damaged(path, "is no manifest");
  }
  return m;
}

void verify_file(const std::string& path, const FileEntry& entry) {
  const MappedFile file(path);
  if (file.bytes().size() != entry.bytes) {
    fail_damaged(path, fmt::format("has {} bytes instead of {}", file.bytes().size(), entry.bytes));
  }
  if (text::hash64(file.bytes()) != entry.hash) {
    fail_damaged(path, "its bytes are not those that were written");
  }
}

}  // namespace fasti::index

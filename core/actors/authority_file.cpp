#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "core/actors/authority.h"
#include "core/dates/edtf.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"

namespace fasti::actors {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestName = 1000;  // bytes; what is longer is a damaged file

struct Fault {
  std::string reason;
};

// Where a column's text goes. One table for both formats.
struct Column {
  std::string_view name;
  std::string Actor::*text = nullptr;
  std::vector<std::string> Actor::*list = nullptr;
};

constexpr Column kColumns[] = {
    {.name = "id", .text = &Actor::id},
    {.name = "name", .text = &Actor::name},
    {.name = "type"},
    {.name = "aliases", .list = &Actor::aliases},
    {.name = "ambiguous_aliases", .list = &Actor::ambiguous_aliases},
    {.name = "adjective", .list = &Actor::adjectives},
    {.name = "capital", .list = &Actor::capitals},
    {.name = "metonyms", .list = &Actor::metonyms},
    {.name = "parent", .text = &Actor::parent},
    {.name = "successor_of", .list = &Actor::successor_of},
    {.name = "from", .text = &Actor::from},
    {.name = "to", .text = &Actor::to},
    {.name = "wikidata", .text = &Actor::wikidata},
    {.name = "viaf", .text = &Actor::viaf},
    {.name = "cerl", .text = &Actor::cerl},
    {.name = "note", .text = &Actor::note},
};

const Column* find_column(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kColumns), std::end(kColumns),
                                         [&](const Column& c) { return c.name == name; });
  return found == std::end(kColumns) ? nullptr : found;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

void append_item(std::vector<std::string>& list, std::string_view item) {
  std::string clean = text::clean(item);
  if (clean.size() > kLongestName) {
    throw Fault{fmt::format("a name has {} bytes; {} are allowed", clean.size(), kLongestName)};
  }
  if (!clean.empty()) list.push_back(std::move(clean));
}

void set_field(Actor& actor, const Column& column, std::string_view value) {
  if (column.list != nullptr) {
    for (const std::string_view item : split(value, '|')) append_item(actor.*column.list, item);
  } else if (column.text != nullptr) {
    actor.*column.text = text::clean(value);
  } else if (!value.empty()) {
    const std::optional<Type> type = parse_type(text::clean(value));
    if (!type) throw Fault{fmt::format("\"{}\" is no type of actor", value)};
    actor.type = *type;
  }
}

void check_date(std::string_view column, const std::string& date) {
  if (!date.empty() && !dates::edtf_bounds(date)) {
    throw Fault{fmt::format("{}: \"{}\" is no EDTF date", column, date)};
  }
}

void check(const Actor& actor, bool has_type) {
  if (actor.id.empty()) throw Fault{"no id"};
  if (actor.name.empty()) throw Fault{"no name"};
  if (!has_type) throw Fault{"no type"};
  if (actor.name.size() > kLongestName) {
    throw Fault{
        fmt::format("the name has {} bytes; {} are allowed", actor.name.size(), kLongestName)};
  }
  check_date("from", actor.from);
  check_date("to", actor.to);
}

class Reader {
 public:
  Reader(std::string_view content, std::string_view name) : name_(name) {
    if (content.starts_with("\uFEFF")) content.remove_prefix(3);
    const std::size_t first = content.find_first_not_of(" \t\r\n");
    const bool json = first != std::string_view::npos && content[first] == '{';
    for (const std::string_view whole : split(content, '\n')) {
      ++line_;
      std::string_view row = whole;
      if (row.ends_with('\r')) row.remove_suffix(1);
      if (row.find_first_not_of(" \t") == std::string_view::npos || row.starts_with('#')) continue;
      if (text::first_invalid_utf8(row)) {
        report("not UTF-8");
        continue;
      }
      try {
        if (json) {
          accept(read_json(row));
        } else if (columns_.empty()) {
          read_header(row);
        } else {
          accept(read_row(row));
        }
      } catch (const Fault& fault) {
        report(fault.reason);
      }
      if (!json && columns_.empty()) break;  // without a header no row can be read
    }
  }

  AuthorityFile take() && { return std::move(file_); }

 private:
  void report(std::string_view what) {
    file_.problems.push_back(fmt::format("{}:{}: {}", name_, line_, what));
  }

  void read_header(std::string_view row) {
    std::vector<const Column*> columns;
    for (const std::string_view cell : split(row, '\t')) {
      columns.push_back(find_column(text::clean(cell)));
      if (columns.back() == nullptr) report(fmt::format("unknown column \"{}\"", cell));
    }
    for (const std::string_view required : {"id", "name", "type"}) {
      if (std::find(columns.begin(), columns.end(), find_column(required)) == columns.end()) {
        throw Fault{fmt::format("the header has no column \"{}\"; nothing read", required)};
      }
    }
    columns_ = std::move(columns);
  }

  Actor read_row(std::string_view row) const {
    const std::vector<std::string_view> cells = split(row, '\t');
    if (cells.size() > columns_.size()) {
      throw Fault{fmt::format("{} fields where the header has {}", cells.size(), columns_.size())};
    }
    Actor actor;
    bool has_type = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns_[i] == nullptr) continue;
      set_field(actor, *columns_[i], cells[i]);
      has_type = has_type || (columns_[i]->name == "type" && !cells[i].empty());
    }
    check(actor, has_type);
    return actor;
  }

  Actor read_json(std::string_view row) {
    const Json object = Json::parse(row, nullptr, /*allow_exceptions=*/false);
    if (!object.is_object()) throw Fault{"no JSON object"};
    Actor actor;
    bool has_type = false;
    for (const auto& [key, value] : object.items()) {
      const Column* const column = find_column(key);
      if (column == nullptr) {
        report(fmt::format("unknown key \"{}\"", key));
      } else if (value.is_string()) {
        set_field(actor, *column, value.get_ref<const std::string&>());
      } else if (value.is_array() && column->list != nullptr) {
        for (const Json& item : value) {
          if (!item.is_string()) throw Fault{fmt::format("{}: not all strings", key)};
          append_item(actor.*column->list, item.get_ref<const std::string&>());
        }
      } else if (!value.is_null()) {
        throw Fault{fmt::format("{}: neither a string nor a list of strings", key)};
      }
      has_type = has_type || (key == "type" && value.is_string());
    }
    check(actor, has_type);
    return actor;
  }

  void accept(Actor actor) {
    const auto [place, is_new] = lines_.try_emplace(actor.id, line_);
    if (!is_new) {
      throw Fault{fmt::format("id \"{}\" is already used in line {}", actor.id, place->second)};
    }
    file_.actors.push_back(std::move(actor));
  }

  std::string_view name_;
  std::size_t line_ = 0;
  std::vector<const Column*> columns_;
  std::unordered_map<std::string, std::size_t> lines_;
  AuthorityFile file_;
};

}  // namespace

AuthorityFile parse_authority(std::string_view content, std::string_view name) {
  return Reader(content, name).take();
}

}  // namespace fasti::actors

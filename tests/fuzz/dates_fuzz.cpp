// Dates in any bytes. Lines that begin with "# " are headings, with "> " quotations, with "* "
// references; "date: " gives the document's date. The whole input is a reader's date, too.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/edtf.h"
#include "core/dates/read_dates.h"
#include "core/dates/rows.h"
#include "tests/fuzz/expect.h"

namespace {

using namespace fasti::dates;

std::string_view without(std::string_view line, std::string_view prefix) {
  return line.substr(prefix.size());
}

struct Document {
  std::vector<TextUnit> units;
  ReadOptions options;
};

Document document_of(std::string_view text) {
  Document document;
  for (const std::string_view line : split(text, "\n")) {
    if (line.starts_with("date: ")) {
      document.options.document_date = without(line, "date: ");
    } else if (line.starts_with("# ")) {
      document.units.push_back({.text = without(line, "# "), .heading = true, .level = 1});
    } else if (line.starts_with("> ")) {
      document.units.push_back({.text = without(line, "> "), .quotation = true});
    } else if (line.starts_with("* ")) {
      document.units.push_back({.text = without(line, "* "), .reference = true});
    } else {
      document.units.push_back({.text = line});
    }
  }
  return document;
}

void check(const std::vector<Timex>& dates, std::string_view text) {
  std::size_t end = 0;
  for (const Timex& date : dates) {
    FASTI_EXPECT(date.span.begin >= end && date.span.begin < date.span.end);
    end = date.span.end;
    FASTI_EXPECT(!date.rule.empty() && !date.resolved_from.empty());
    FASTI_EXPECT(date.confidence >= 0 && date.confidence <= 1);
    if (date.resolved()) FASTI_EXPECT(edtf_bounds(date.edtf) == date.interval);
  }
  FASTI_EXPECT(end <= text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Document document = document_of(text);
  const auto dates = read_dates(document.units, document.options);
  FASTI_EXPECT(dates.size() == document.units.size());
  for (std::size_t i = 0; i < dates.size(); ++i) check(dates[i], document.units[i].text);
  // As one text, its lines the lines of a paragraph.
  const TextUnit whole{text};
  check(read_dates(std::span(&whole, 1)).front(), text);

  if (const auto query = parse_date(text)) {
    FASTI_EXPECT(edtf_bounds(query->edtf) == query->interval);
    FASTI_EXPECT(query->interval.earliest || query->interval.latest);
  }
  return 0;
}

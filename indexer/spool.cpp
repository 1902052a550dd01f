#include "indexer/spool.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "core/index/binary.h"
#include "core/index/records.h"

namespace fasti::indexer {
namespace {

using index::Decoder;
using index::Encoder;

void put(Encoder& out, text::Span span) {
  out.number(span.begin);
  out.number(span.end);
}

text::Span get_span(Decoder& in) {
  const std::size_t begin = in.number();
  return {begin, in.number()};
}

void put(Encoder& out, const text::MappedText& text) {
  out.bytes(text.str());
  out.list(text.runs(), [&](const text::MappedText::Run& run) {
    out.number(run.text_begin);
    out.number(run.source_begin);
    out.number(run.source_length);
    out.flag(run.verbatim);
  });
}

text::MappedText get_text(Decoder& in) {
  std::string text = in.bytes();
  std::vector<text::MappedText::Run> runs;
  in.list([&] {
    text::MappedText::Run run{};
    run.text_begin = in.number();
    run.source_begin = in.number();
    run.source_length = in.number();
    run.verbatim = in.flag();
    runs.push_back(run);
  });
  return {std::move(text), std::move(runs)};
}

void put(Encoder& out, const std::vector<std::string>& strings) {
  out.list(strings, [&](const std::string& s) { out.bytes(s); });
}

std::vector<std::string> get_strings(Decoder& in) {
  std::vector<std::string> strings;
  in.list([&] { strings.push_back(in.bytes()); });
  return strings;
}

void put(Encoder& out, const Section& section) {
  put(out, section.path);
  out.signed_number(section.level);
  put(out, section.heading);
  put(out, section.text);
  out.list(section.links, [&](const Link& link) {
    put(out, link.span);
    out.bytes(link.target);
  });
  out.list(section.marks, [&](const EditorMark& mark) {
    put(out, mark.span);
    out.enumerator(mark.type);
    out.bytes(mark.ref);
  });
  out.list(section.dates, [&](const dates::StatedDate& date) {
    put(out, date.span);
    out.bytes(date.edtf);
  });
  out.flag(section.quotation);
  out.flag(section.reference);
}

Section get_section(Decoder& in) {
  Section section;
  section.path = get_strings(in);
  section.level = static_cast<int>(in.signed_number());
  section.heading = get_text(in);
  section.text = get_text(in);
  in.list([&] {
    const text::Span span = get_span(in);
    section.links.push_back({span, in.bytes()});
  });
  in.list([&] {
    const text::Span span = get_span(in);
    const auto type = in.enumerator(actors::Type::unknown);
    section.marks.push_back({span, type, in.bytes()});
  });
  in.list([&] {
    const text::Span span = get_span(in);
    section.dates.push_back({span, in.bytes()});
  });
  section.quotation = in.flag();
  section.reference = in.flag();
  return section;
}

}  // namespace

std::string encode_spooled(const Document& document, const std::vector<Passage>& passages) {
  Encoder out;
  for (const auto* field :
       {&document.id, &document.title, &document.kind, &document.date, &document.subject_date,
        &document.url, &document.lang, &document.file}) {
    out.bytes(*field);
  }
  out.list(document.sections, [&](const Section& section) { put(out, section); });
  out.bytes(index::encode(document.subject));
  put(out, document.actors);
  out.list(document.named_above, [&](const NamedAbove& named) {
    out.bytes(named.name);
    out.enumerator(named.type);
    out.bytes(named.ref);
  });
  put(out, document.related);
  out.list(document.metadata, [&](const auto& field) {
    out.bytes(field.first);
    out.bytes(field.second);
  });
  out.list(passages, [&](const Passage& passage) {
    out.bytes(passage.id);
    out.number(passage.section);
    put(out, passage.span);
  });
  return out.take();
}

SpooledDocument decode_spooled(std::string_view bytes) {
  Decoder in(bytes);
  SpooledDocument out;
  Document& document = out.document;
  for (auto* field : {&document.id, &document.title, &document.kind, &document.date,
                      &document.subject_date, &document.url, &document.lang, &document.file}) {
    *field = in.bytes();
  }
  in.list([&] { document.sections.push_back(get_section(in)); });
  document.subject = index::decode_actor(in.view());
  document.actors = get_strings(in);
  in.list([&] {
    std::string name = in.bytes();
    const auto type = in.enumerator(actors::Type::unknown);
    document.named_above.push_back({std::move(name), type, in.bytes()});
  });
  document.related = get_strings(in);
  in.list([&] {
    std::string name = in.bytes();
    document.metadata.emplace_back(std::move(name), in.bytes());
  });
  in.list([&] {
    Passage passage;
    passage.id = in.bytes();
    passage.section = in.number();
    passage.span = get_span(in);
    out.passages.push_back(std::move(passage));
  });
  in.require_end();
  return out;
}

std::string encode_document(const Document& document) {
  Encoder out;
  out.list(document.records,
           [&](const actors::Actor& record) { out.bytes(index::encode(record)); });
  out.bytes(encode_spooled(document, {}));
  return out.take();
}

Document decode_document(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<actors::Actor> records;
  in.list([&] { records.push_back(index::decode_actor(in.view())); });
  Document out = decode_spooled(in.view()).document;
  in.require_end();
  out.records = std::move(records);
  return out;
}

Spool::Spool(std::string path)
    : path_(std::move(path)),
      file_(path_, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc) {
  if (!file_) fail();
}

void Spool::write(std::string_view frame) {
  const std::uint64_t size = frame.size();
  file_.write(reinterpret_cast<const char*>(&size), sizeof size);
  file_.write(frame.data(), static_cast<std::streamsize>(frame.size()));
  if (!file_) fail();
}

void Spool::rewind() {
  file_.flush();
  if (!file_) fail();
  file_.seekg(0);
}

std::optional<std::string> Spool::read() {
  std::uint64_t size = 0;
  file_.read(reinterpret_cast<char*>(&size), sizeof size);
  if (file_.eof() && file_.gcount() == 0) return std::nullopt;
  if (!file_) fail();
  std::string frame(size, '\0');
  file_.read(frame.data(), static_cast<std::streamsize>(size));
  if (!file_) fail();
  return frame;
}

void Spool::fail() const {
  throw std::runtime_error(path_ + ": cannot be written or read: " + std::strerror(errno));
}

}  // namespace fasti::indexer

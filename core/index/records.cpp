#include "core/index/records.h"

#include <cassert>

#include "core/index/binary.h"

namespace fasti::index {
namespace {

// Spans come sorted by their begin, mostly: the distance from the last one is a small number.
void put_span(Encoder& out, text::Span span, std::size_t& last) {
  out.signed_number(static_cast<std::int64_t>(span.begin) - static_cast<std::int64_t>(last));
  out.number(span.size());
  last = span.begin;
}

text::Span get_span(Decoder& in, std::size_t text_size, std::size_t& last) {
  // |distance| <= text_size, so that the sum cannot overflow.
  const std::int64_t distance = in.signed_number();
  const auto limit = static_cast<std::int64_t>(text_size);
  if (distance < -limit || distance > limit) Decoder::fail();
  const std::int64_t begin = static_cast<std::int64_t>(last) + distance;
  if (begin < 0 || begin > limit) Decoder::fail();
  last = static_cast<std::size_t>(begin);
  return {last, last + in.number(text_size - last)};
}

void put_interval(Encoder& out, const dates::Interval& interval) {
  out.number((interval.earliest ? 1U : 0U) | (interval.latest ? 2U : 0U));
  if (interval.earliest) out.signed_number(*interval.earliest);
  if (interval.latest) out.signed_number(*interval.latest);
}

dates::Interval get_interval(Decoder& in) {
  const std::uint64_t sides = in.number(3);
  dates::Interval interval;
  if ((sides & 1U) != 0) interval.earliest = in.signed_number();
  if ((sides & 2U) != 0) interval.latest = in.signed_number();
  return interval;
}

void put_date(Encoder& out, const StoredDate& date, std::size_t& last) {
  put_span(out, date.span, last);
  out.bytes(date.edtf);
  put_interval(out, date.interval);
  out.enumerator(date.kind);
  out.enumerator(date.grain);
  out.enumerator(date.role);
  out.enumerator(date.calendar);
  out.flag(date.approximate);
  out.bytes(date.rule);
  out.bytes(date.resolved_from);
}

StoredDate get_date(Decoder& in, std::size_t text_size, std::size_t& last) {
  StoredDate date;
  date.span = get_span(in, text_size, last);
  date.edtf = in.bytes();
  date.interval = get_interval(in);
  date.kind = in.enumerator(dates::Kind::span);
  date.grain = in.enumerator(dates::Grain::event);
  date.role = in.enumerator(dates::Role::caption);
  date.calendar = in.enumerator(dates::Calendar::republican);
  date.approximate = in.flag();
  date.rule = in.bytes();
  date.resolved_from = in.bytes();
  return date;
}

// A run's text begins where the one before it ends, so lengths say all; a verbatim run is as long
// in the source as in the text.
void put_runs(Encoder& out, const StoredPassage& passage) {
  const auto& runs = passage.runs;
  out.number(runs.size());
  std::size_t source = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto& run = runs[i];
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].text_begin : passage.text.size();
    const std::size_t length = end - run.text_begin;
    assert(!run.verbatim || run.source_length == length);
    out.flag(run.verbatim);
    out.number(length);
    out.signed_number(static_cast<std::int64_t>(run.source_begin) -
                      static_cast<std::int64_t>(source));
    if (!run.verbatim) out.number(run.source_length);
    source = run.source_begin + run.source_length;
  }
}

std::vector<text::MappedText::Run> get_runs(Decoder& in, std::size_t text_size) {
  // Sources are below this, so that sums of places cannot overflow.
  constexpr std::int64_t kLargestPlace = std::int64_t{1} << 60;
  std::vector<text::MappedText::Run> runs;
  std::size_t begin = 0;
  std::int64_t source = 0;
  in.list([&] {
    const bool verbatim = in.flag();
    const std::size_t length = in.number(text_size - begin);
    const std::int64_t distance = in.signed_number();
    if (length == 0 || distance < -kLargestPlace || distance > kLargestPlace) Decoder::fail();
    source += distance;
    if (source < 0 || source > kLargestPlace) Decoder::fail();
    const std::size_t source_length = verbatim ? length : in.number(kLargestPlace);
    runs.push_back({begin, static_cast<std::size_t>(source), source_length, verbatim});
    begin += length;
    source += static_cast<std::int64_t>(source_length);
  });
  // Passages made by hand may have no places at all.
  if (!runs.empty() && begin != text_size) Decoder::fail();
  return runs;
}

void put_strings(Encoder& out, const std::vector<std::string>& strings) {
  out.list(strings, [&](const std::string& s) { out.bytes(s); });
}

std::vector<std::string> get_strings(Decoder& in) {
  std::vector<std::string> strings;
  in.list([&] { strings.push_back(in.bytes()); });
  return strings;
}

// What is encoded first of a document.
DocumentHead get_document_head(Decoder& in) {
  DocumentHead head;
  for (auto* field :
       {&head.id, &head.title, &head.kind, &head.date, &head.url, &head.lang, &head.file})
    *field = in.view();
  head.subject = in.number32();
  head.first = in.number32();
  head.passages = in.number32();
  return head;
}

}  // namespace

std::string encode(const StoredPassage& passage) {
  Encoder out;
  out.bytes(passage.id);
  out.number(passage.document);
  out.number(passage.ordinal);
  put_strings(out, passage.headings);
  out.bytes(passage.text);
  put_runs(out, passage);
  std::size_t last = 0;
  out.list(passage.dates, [&](const StoredDate& date) { put_date(out, date, last); });
  out.flag(!passage.context.edtf.empty());
  last = 0;
  if (!passage.context.edtf.empty()) put_date(out, passage.context, last);
  last = 0;
  out.list(passage.mentions, [&](const StoredMention& mention) {
    put_span(out, mention.span, last);
    out.number(mention.actor);
    out.enumerator(mention.evidence);
    out.bytes(mention.rule);
  });
  last = 0;
  out.list(passage.links, [&](const StoredLink& link) {
    put_span(out, link.span, last);
    out.bytes(link.document);
  });
  return out.take();
}

StoredPassage decode_passage(std::string_view bytes) {
  Decoder in(bytes);
  StoredPassage passage;
  passage.id = in.bytes();
  passage.document = in.number32();
  passage.ordinal = in.number32();
  passage.headings = get_strings(in);
  passage.text = in.bytes();
  const std::size_t size = passage.text.size();
  passage.runs = get_runs(in, size);
  std::size_t last = 0;
  in.list([&] { passage.dates.push_back(get_date(in, size, last)); });
  last = 0;
  if (in.flag()) passage.context = get_date(in, size, last);
  last = 0;
  in.list([&] {
    StoredMention mention;
    mention.span = get_span(in, size, last);
    mention.actor = in.number32();
    mention.evidence = in.enumerator(actors::Evidence::adjective);
    mention.rule = in.bytes();
    passage.mentions.push_back(std::move(mention));
  });
  last = 0;
  in.list([&] {
    StoredLink link;
    link.span = get_span(in, size, last);
    link.document = in.bytes();
    passage.links.push_back(std::move(link));
  });
  in.require_end();
  return passage;
}

std::string encode(const StoredDocument& document) {
  Encoder out;
  for (const auto* field : {&document.id, &document.title, &document.kind, &document.date,
                            &document.url, &document.lang, &document.file}) {
    out.bytes(*field);
  }
  out.number(document.subject);
  out.number(document.first);
  out.number(document.passages);
  out.list(document.outline, [&](const OutlineEntry& entry) {
    out.signed_number(entry.level);
    out.bytes(entry.heading);
    out.number(entry.first);
  });
  put_strings(out, document.related);
  out.list(document.metadata, [&](const auto& field) {
    out.bytes(field.first);
    out.bytes(field.second);
  });
  return out.take();
}

DocumentHead head_of(const StoredDocument& document) {
  return {document.id,   document.title, document.kind,    document.date,  document.url,
          document.lang, document.file,  document.subject, document.first, document.passages};
}

StoredDocument decode_document(std::string_view bytes) {
  Decoder in(bytes);
  const DocumentHead head = get_document_head(in);
  StoredDocument document;
  document.id = head.id;
  document.title = head.title;
  document.kind = head.kind;
  document.date = head.date;
  document.url = head.url;
  document.lang = head.lang;
  document.file = head.file;
  document.subject = head.subject;
  document.first = head.first;
  document.passages = head.passages;
  in.list([&] {
    OutlineEntry entry;
    const std::int64_t level = in.signed_number();
    if (level < 0 || level > 1000) Decoder::fail();
    entry.level = static_cast<int>(level);
    entry.heading = in.bytes();
    entry.first = in.number32();
    document.outline.push_back(std::move(entry));
  });
  document.related = get_strings(in);
  in.list([&] {
    std::string name = in.bytes();
    document.metadata.emplace_back(std::move(name), in.bytes());
  });
  in.require_end();
  return document;
}

DocumentHead decode_document_head(std::string_view bytes) {
  Decoder in(bytes);
  return get_document_head(in);
}

std::string encode(const actors::Actor& actor) {
  Encoder out;
  out.bytes(actor.id);
  out.bytes(actor.name);
  out.enumerator(actor.type);
  for (const auto* list : {&actor.aliases, &actor.ambiguous_aliases, &actor.adjectives,
                           &actor.metonyms, &actor.capitals, &actor.successor_of}) {
    put_strings(out, *list);
  }
  for (const auto* field : {&actor.parent, &actor.from, &actor.to, &actor.wikidata, &actor.viaf,
                            &actor.cerl, &actor.note, &actor.document}) {
    out.bytes(*field);
  }
  out.flag(actor.collected);
  return out.take();
}

actors::Actor decode_actor(std::string_view bytes) {
  Decoder in(bytes);
  actors::Actor actor;
  actor.id = in.bytes();
  actor.name = in.bytes();
  actor.type = in.enumerator(actors::Type::unknown);
  for (auto* list : {&actor.aliases, &actor.ambiguous_aliases, &actor.adjectives, &actor.metonyms,
                     &actor.capitals, &actor.successor_of}) {
    *list = get_strings(in);
  }
  for (auto* field : {&actor.parent, &actor.from, &actor.to, &actor.wikidata, &actor.viaf,
                      &actor.cerl, &actor.note, &actor.document}) {
    *field = in.bytes();
  }
  actor.collected = in.flag();
  in.require_end();
  return actor;
}

std::string encode(const StoredActor& actor) {
  Encoder out;
  out.bytes(encode(actor.record));
  out.list(actor.forms, [&](const NameForm& form) {
    out.bytes(form.text);
    out.enumerator(form.evidence);
    out.number(form.mentions);
    out.number(form.passages);
  });
  return out.take();
}

StoredActor decode_stored_actor(std::string_view bytes) {
  Decoder in(bytes);
  StoredActor actor;
  actor.record = decode_actor(in.view());
  in.list([&] {
    NameForm form;
    form.text = in.bytes();
    form.evidence = in.enumerator(actors::Evidence::adjective);
    form.mentions = in.number32();
    form.passages = in.number32();
    actor.forms.push_back(std::move(form));
  });
  in.require_end();
  return actor;
}

ActorHead decode_actor_head(std::string_view bytes) {
  Decoder stored(bytes);
  Decoder in(stored.view());
  ActorHead head;
  head.id = in.view();
  head.name = in.view();
  head.type = in.enumerator(actors::Type::unknown);
  constexpr int kListsBetween = 5;  // other names, adjectives, metonyms and capitals
  for (int i = 0; i < kListsBetween; ++i) in.list([&] { in.view(); });
  in.list([&] { head.successor_of.push_back(in.view()); });
  head.parent = in.view();
  return head;
}

std::string encode(const dates::Era& era) {
  Encoder out;
  for (const auto* field : {&era.id, &era.label, &era.from, &era.to, &era.parent, &era.source}) {
    out.bytes(*field);
  }
  put_interval(out, era.interval);
  return out.take();
}

dates::Era decode_era(std::string_view bytes) {
  Decoder in(bytes);
  dates::Era era;
  for (auto* field : {&era.id, &era.label, &era.from, &era.to, &era.parent, &era.source}) {
    *field = in.bytes();
  }
  era.interval = get_interval(in);
  in.require_end();
  return era;
}

}  // namespace fasti::index

#include "indexer/sources/tei.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/text/normalize.h"
#include "core/text/utf8.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/names.h"
#include "indexer/sources/section_writer.h"
#include "indexer/sources/tei_attributes.h"
#include "indexer/sources/tei_header.h"
#include "indexer/sources/tei_text.h"
#include "indexer/sources/xml.h"

namespace fasti::sources {
namespace {

using actors::Type;
using text::MappedText;
using text::Span;

constexpr std::string_view kTeiNamespace = "http://www.tei-c.org/ns/1.0";
// What a record's note is cut to, about.
constexpr std::size_t kLongestNote = 2000;

constexpr std::string_view kXInclude = "http://www.w3.org/2001/XInclude";

// What an element does to the text in it.
enum class Part : std::uint8_t {
  plain,         // nothing
  block,         // a paragraph of its own
  line,          // a line or cell of its own
  line_break,    // an empty element between lines, columns or pages
  left_out,      // no part of the text
  gap,           // text that is lost
  space,         // a blank
  division,      // stands under headings of its own
  text,          // a text
  head,          // the heading of a division; a block elsewhere
  note,          // apart from the text it stands in, unless between blocks
  quotation,     // a block quotation, unless within a paragraph
  alternatives,  // one of the elements in it is the text
  item,          // a block that may hold a record
  label,         // a block that its item goes on
  dateline,      // a block whose date is the document's
  date,          // a date
  reference,     // a link
  header,        // a teiHeader
  records,       // a list of persons, places or organisations
  tei,           // a TEI element
  corpus,        // a teiCorpus
};

struct Element {
  std::string_view name;
  Part part;
};
// By name. Elements that are not here are plain.
constexpr Element kElements[] = {
    {"TEI", Part::tei},
    {"ab", Part::block},
    {"addrLine", Part::line},
    {"address", Part::block},
    {"app", Part::alternatives},
    {"argument", Part::block},
    {"attachment", Part::division},
    {"back", Part::division},
    {"binaryObject", Part::left_out},
    {"body", Part::division},
    {"byline", Part::block},
    {"castItem", Part::block},
    {"castList", Part::block},
    {"cb", Part::line_break},
    {"cell", Part::line},
    {"certainty", Part::left_out},
    {"choice", Part::alternatives},
    {"cit", Part::block},
    {"closer", Part::block},
    {"date", Part::date},
    {"dateline", Part::dateline},
    {"del", Part::left_out},
    {"desc", Part::block},
    {"div", Part::division},
    {"div1", Part::division},
    {"div2", Part::division},
    {"div3", Part::division},
    {"div4", Part::division},
    {"div5", Part::division},
    {"div6", Part::division},
    {"div7", Part::division},
    {"docAuthor", Part::block},
    {"docDate", Part::dateline},
    {"docImprint", Part::block},
    {"docTitle", Part::block},
    {"eg", Part::block},
    {"entry", Part::block},
    {"epigraph", Part::block},
    {"facsimile", Part::left_out},
    {"figDesc", Part::block},
    {"figure", Part::block},
    {"floatingText", Part::division},
    {"front", Part::division},
    {"fw", Part::left_out},
    {"gap", Part::gap},
    {"gb", Part::line_break},
    {"head", Part::head},
    {"imprimatur", Part::block},
    {"index", Part::left_out},
    {"interp", Part::left_out},
    {"interpGrp", Part::left_out},
    {"item", Part::item},
    {"l", Part::line},
    {"label", Part::label},
    {"lb", Part::line_break},
    {"lg", Part::block},
    {"linkGrp", Part::left_out},
    {"list", Part::block},
    {"listBibl", Part::block},
    {"listEvent", Part::records},
    {"listOrg", Part::records},
    {"listPerson", Part::records},
    {"listPlace", Part::records},
    {"metamark", Part::left_out},
    {"milestone", Part::line_break},
    {"note", Part::note},
    {"opener", Part::block},
    {"p", Part::block},
    {"pb", Part::line_break},
    {"postscript", Part::block},
    {"ptr", Part::reference},
    {"quote", Part::quotation},
    {"ref", Part::reference},
    {"row", Part::block},
    {"rp", Part::left_out},
    {"rt", Part::left_out},
    {"salute", Part::line},
    {"set", Part::block},
    {"signed", Part::line},
    {"sourceDoc", Part::left_out},
    {"sp", Part::block},
    {"space", Part::space},
    {"spanGrp", Part::left_out},
    {"speaker", Part::block},
    {"standOff", Part::records},
    {"surplus", Part::left_out},
    {"table", Part::block},
    {"teiCorpus", Part::corpus},
    {"teiHeader", Part::header},
    {"text", Part::text},
    {"timeline", Part::left_out},
    {"titlePage", Part::block},
    {"titlePart", Part::line},
    {"trailer", Part::block},
    {"xenoData", Part::left_out},
};
static_assert(std::is_sorted(std::begin(kElements), std::end(kElements),
                             [](const Element& a, const Element& b) { return a.name < b.name; }));

// Types of divisions that are documents when they can be told apart by an id or a number.
constexpr std::string_view kDocumentTypes[] = {"charter",    "despatch", "dispatch", "letter",
                                               "memorandum", "telegram", "treaty"};
// Types of divisions and lists that only lead to the rest.
constexpr std::string_view kGuides[] = {"contents", "index", "toc"};
// FRUS names them by their ids: the list of papers tells of every document in a line.
constexpr std::string_view kGuideIds[] = {"index", "papers", "toc"};

template <typename List>
bool has(const List& list, std::string_view value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

// Of the elements of a choice or of an apparatus, the one of the highest rank is the text; of
// equals the first.
int rank_of(std::string_view name) {
  if (name == "corr" || name == "expan" || name == "reg" || name == "lem") return 3;
  if (name == "sic" || name == "abbr" || name == "orig") return 1;
  return 2;
}

Part part_of(const XmlElement& element) {
  if (!is_tei_element(element)) return Part::plain;
  const auto found =
      std::lower_bound(std::begin(kElements), std::end(kElements), element.name,
                       [](const Element& e, std::string_view n) { return e.name < n; });
  const bool known = found != std::end(kElements) && found->name == element.name;
  Part part = known ? found->part : Part::plain;
  const bool guides = (part == Part::division && has(kGuideIds, element["xml:id"])) ||
                      has(kGuides, element["type"]);
  if ((part == Part::division || part == Part::block) && guides) part = Part::left_out;
  return part;
}

// "0201-06-05" for "June 5, 1864" is a slip of the edition's: attributes state a year of three
// digits, the words under them have one of four. (A year of four may be of another calendar.)
bool is_slip(std::string_view edtf, std::string_view words) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!edtf.starts_with('0')) return false;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && is_digit(words[end])) ++end;
    const std::string_view number = words.substr(at, end - at);
    if (number.size() == 4 && number >= "1000" && number <= "2100") return true;
    at = end + 1;
  }
  return false;
}

// A document that is being read.
struct Draft {
  indexer::Document document;
  SectionWriter writer{document};
  TeiHeader told;              // what is told of it
  std::vector<TextRun> notes;  // of the text under the last heading
  std::size_t base = 0;        // its own division, by its place among those that are open
  bool titled = false;         // its title is its own, not that of its volume
};

// A division that is open.
struct Division {
  TextRun heading;
  bool headed = false;     // it has a heading
  bool entered = false;    // the heading stands in the document
  bool documents = false;  // there are documents in it
};

// A name with an id in the item of a list, and what the item says of it.
struct Listed {
  actors::Actor record;
  std::string name, note;
  std::size_t item = 0;    // elements open with the item
  std::size_t around = 0;  // elements open around the name
  bool named = false;      // the name has ended
};

class TeiReader final : public XmlHandler {
 public:
  TeiReader(const std::string& file, Sink& sink) : file_(file), sink_(sink), pointers_(file) {}

  std::size_t texts() const { return texts_; }
  std::size_t documents() const { return documents_; }

  void start(const XmlElement& element) override {
    if (left_out_ > 0) {
      ++left_out_;
    } else if (header_reader_) {
      header_reader_->start(element);
    } else {
      open(element);
    }
  }

  void text(const MappedText& text) override {
    if (left_out_ > 0) return;
    if (header_reader_) return header_reader_->text(text.str());
    if (drafts_.empty() || text_depth_ == 0) return;
    // Between alternatives stand only the blanks that show their tags apart.
    if (open_.back().part == Part::alternatives) return;
    run().add(text);
    if (listed_) add_to_listed(text.str());
  }

  void end(Span place) override {
    if (left_out_ > 0) {
      --left_out_;
    } else if (header_reader_ && !header_reader_->done()) {
      header_reader_->end();
      if (!header_reader_->done()) return;
      header_reader_.reset();
      close_element(place);
    } else {
      close_element(place);
    }
  }

 private:
  struct Open {
    Part part = Part::plain;
    std::string name;
    std::size_t begin = 0;  // of its start tag in the source
    bool apart = false;     // has a division or a quotation of its own
    bool own_run = false;   // its text is gathered apart
    bool document = false;  // has a document of its own
    // What it marks.
    std::optional<Type> named;
    std::string key;
    std::optional<std::string> date;
    std::string target;
    // Of the elements in it, the best so far.
    int rank = 0;
    TextRun best;
    bool role_from = false, role_to = false;  // in a heading: who writes, to whom
    bool source = false;                      // tells where the document comes from
  };

  // ---- Elements

  void open(const XmlElement& element) {
    if (element.space == kXInclude && element.name == "include") {
      sink_.diagnostic(
          {file_, element.line, "includes another file, which is not read", false, false});
    }
    Open open;
    open.part = part_of(element);
    open.name = element.name;
    open.begin = element.place.begin;
    const bool stray = open.part == Part::header && text_depth_ > 0;
    if (open.part == Part::left_out || element.space == kXInclude || stray) {
      left_out_ = 1;
      return;
    }
    if (!open_.empty() && open_.back().part == Part::alternatives) push_run(open);
    if (!open_.empty() && open_.back().name == "listBibl") open.part = Part::block;
    switch (open.part) {
      case Part::corpus:
        in_corpus_ = true;
        corpus_id_ = std::string(element["xml:id"]);
        lang_ = language_code(element["xml:lang"]);
        break;
      case Part::tei:
        open.document = drafts_.empty();
        if (open.document) begin_volume(element);
        break;
      case Part::header:
      case Part::records:
        begin_header(element, open.part == Part::header);
        break;
      case Part::text:
      case Part::division:
        begin_division(element, open);
        break;
      default:
        if (!drafts_.empty() && text_depth_ > 0) begin_in_text(element, open);
    }
    open_.push_back(std::move(open));
  }

  void begin_in_text(const XmlElement& element, Open& open) {
    switch (open.part) {
      case Part::line_break:
        if (element["break"] == "no") {
          run().join();
        } else {
          run().part(Break::soft);
        }
        break;
      case Part::gap:
        run().put("[…]", element.place);
        break;
      case Part::space:
        run().part(Break::blank);
        break;
      case Part::line:
        run().part(Break::soft);
        break;
      case Part::item:
        // "1." and what it numbers are one paragraph.
        run().part(after_label_ ? Break::soft : Break::paragraph);
        break;
      case Part::block:
      case Part::label:
      case Part::dateline:
        run().part(Break::paragraph);
        break;
      case Part::head:
        if (in_division()) {
          // Notes in the heading are its own.
          if (!run().empty()) flush_all();
          push_run(open);
        } else {
          open.part = Part::block;
          run().part(Break::paragraph);
        }
        break;
      case Part::note:
        begin_note(element, open);
        break;
      case Part::quotation:
        begin_quotation(element, open);
        break;
      case Part::reference:
        open.target = pointers_.document(element["target"], volume().document.id);
        break;
      default:
        break;
    }
    after_label_ = false;
    note_marks(element, open);
  }

  // Names and dates that the editor has marked.
  void note_marks(const XmlElement& element, Open& open) {
    open.named = named_type(element);
    if (open.name == "sp") open.key = pointers_.key(element);
    if (open.name == "speaker") note_speaker(open);
    if (const std::string_view id = element["xml:id"]; open.named && !id.empty())
      begin_listed(id, open);
    if (open.named || element.name == "rs" || element.name == "name") {
      if (open.key.empty()) open.key = pointers_.key(element);
      if (!open.named && !open.key.empty()) open.named = Type::unknown;
      // Without a key a place in a dateline is a whole address: "Legation of …, Copenhagen".
      const bool address = open.named == Type::place && open.key.empty() && within(Part::dateline);
      if (address) open.named.reset();
    }
    if (open.part == Part::date || open.name == "docDate") open.date = stated_date(element);
    const bool in_title = within(Part::head) && in_unit() && !draft().titled;
    open.role_from = in_title && element["type"] == "from";
    open.role_to = in_title && element["type"] == "to";
  }

  // The words that announce a speech name whoever the edition says it is by.
  void note_speaker(Open& open) const {
    if (open_.empty() || open_.back().name != "sp" || open_.back().key.empty()) return;
    open.named = Type::person;
    open.key = open_.back().key;
  }

  void close_element(Span place) {
    assert(!open_.empty());
    Open open = std::move(open_.back());
    open_.pop_back();
    switch (open.part) {
      case Part::tei:
        if (open.document) end_volume();
        break;
      case Part::header:
        if (drafts_.empty()) {
          corpus_header_ = std::move(header_);
        } else {
          describe_volume();
        }
        break;
      case Part::corpus:
      case Part::records:
        break;
      case Part::text:
      case Part::division:
        end_division(open);
        break;
      default:
        if (!drafts_.empty() && text_depth_ > 0) end_in_text(open, place);
    }
    if (!open_.empty() && open_.back().part == Part::alternatives && open.own_run) {
      offer(open_.back(), rank_of(open.name), pop_run());
    }
  }

  void end_in_text(Open& open, Span place) {
    const Span whole{open.begin, std::max(open.begin, place.begin)};
    if (open.named) {
      run().mark({whole, *open.named, std::move(open.key)});
      if (listed_ && open_.size() == listed_->around) listed_->named = true;
    }
    if (open.part == Part::date || open.name == "docDate") note_date(open, whole);
    if (!open.target.empty()) run().link({whole, std::move(open.target)});
    if (open.role_from || open.role_to) note_correspondent(open, whole);
    switch (open.part) {
      case Part::line:
        run().part(Break::soft);
        break;
      case Part::item:
        run().part(Break::paragraph);
        if (listed_ && open_.size() < listed_->item) finish_listed();
        break;
      case Part::label:
        run().part(Break::soft);
        after_label_ = true;
        break;
      case Part::block:
      case Part::dateline:
        run().part(Break::paragraph);
        // A long text need not gather whole.
        if (runs_.size() == 1 && run().size() > kSectionBytes) flush();
        break;
      case Part::head:
        end_head();
        break;
      case Part::note:
        end_note(open);
        break;
      case Part::quotation:
        end_quotation(open);
        break;
      case Part::alternatives:
        run().append(std::move(open.best));
        break;
      default:
        break;
    }
  }

  static void offer(Open& parent, int rank, TextRun run) {
    if (rank <= parent.rank) return;
    parent.rank = rank;
    parent.best = std::move(run);
  }

  bool within(Part part) const {
    return std::any_of(open_.begin(), open_.end(),
                       [&](const Open& open) { return open.part == part; });
  }
  // Between the paragraphs of a division.
  bool in_division() const {
    if (runs_.size() > 1) return false;
    const auto around = std::find_if(open_.rbegin(), open_.rend(),
                                     [](const Open& open) { return open.name != "cit"; });
    return around != open_.rend() && (around->part == Part::division || around->part == Part::text);
  }

  // ---- Runs of text

  TextRun& run() { return runs_.back(); }
  void push_run(Open& open) {
    open.own_run = true;
    runs_.emplace_back();
  }
  TextRun pop_run() {
    TextRun run = std::move(runs_.back());
    runs_.pop_back();
    return run;
  }

  // ---- Documents

  Draft& volume() { return *drafts_.front(); }
  Draft& draft() { return *drafts_.back(); }
  bool in_unit() const { return drafts_.size() > 1; }

  // What an element says of the language of its text.
  static void set_lang(indexer::Document& document, const XmlElement& element) {
    std::string lang = language_code(element["xml:lang"]);
    if (!lang.empty()) document.lang = std::move(lang);
  }

  void begin_volume(const XmlElement& element) {
    ++texts_;
    header_ = {};
    units_ = 0;
    drafts_.push_back(std::make_unique<Draft>());
    indexer::Document& document = volume().document;
    document.kind = "text";
    document.lang.clear();
    set_lang(document, element);
    document.id = element["xml:id"];
    if (document.id.empty() && in_corpus_) {
      const std::string base = corpus_id_.empty() ? file_id() : corpus_id_;
      document.id = fmt::format("{}/{}", base, texts_);
    }
  }

  std::string file_id() const {
    const std::string_view base = stem(file_);
    return make_id(base == "-" ? "stdin" : base);
  }

  // What the header says, known before the text begins.
  void describe_volume() {
    if (in_corpus_) header_.inherit(corpus_header_);
    volume().told = header_;
    indexer::Document& document = volume().document;
    document.title = header_.title;
    if (header_.letters == 1) document.kind = "letter";
    document.date = header_.written;
    for (const std::string& lang : {lang_, header_.lang, std::string("en")}) {
      if (document.lang.empty()) document.lang = lang;
    }
  }

  void end_volume() {
    volume().writer.finish();
    indexer::Document document = std::move(volume().document);
    document.metadata = std::move(volume().told.metadata);
    document.records = std::exchange(records_, {});
    // Front matter is of the edition's time.
    if (units_ > 0) document.date = header_.published;
    if (document.date.empty()) document.date = header_.source;
    drafts_.clear();
    divisions_.clear();
    if (units_ > 0 && document.sections.empty() && document.records.empty()) return;
    give(std::move(document));
  }

  void give(indexer::Document document) {
    ++documents_;
    sink_.document(std::move(document));
  }

  bool is_document(const XmlElement& element) const {
    const std::string_view type = element["type"];
    if (!element.name.starts_with("div")) return false;
    const bool told_apart = !element["xml:id"].empty() || !element["n"].empty();
    // The header of a text that is one letter says so.
    const bool whole = header_.letters == 1;
    return type == "document" || (told_apart && !whole && has(kDocumentTypes, type));
  }

  void begin_unit(const XmlElement& element) {
    ++units_;
    for (Division& division : divisions_) division.documents = true;
    auto unit = std::make_unique<Draft>();
    indexer::Document& document = unit->document;
    const Draft& parent = volume();
    const std::string base = parent.document.id.empty() ? file_id() : parent.document.id;
    std::string own(element["xml:id"]);
    if (own.empty()) own = element["n"];
    if (own.empty()) own = std::to_string(units_);
    document.id = base + "/" + own;
    document.title = parent.document.title;
    const std::string_view kind = element["subtype"].empty() ? element["type"] : element["subtype"];
    document.kind = kind.empty() ? std::string_view(parent.document.kind) : kind;
    document.date = stated_date(element).value_or("");
    document.lang = parent.document.lang;
    set_lang(document, element);
    for (std::size_t i = 0; i < divisions_.size(); ++i) {
      const std::string heading = text::clean(divisions_[i].heading.text()).str();
      if (!heading.empty()) unit->writer.within(heading, rank(i));
    }
    unit->base = divisions_.size();
    drafts_.push_back(std::move(unit));
  }

  void end_unit() {
    draft().writer.finish();
    indexer::Document document = std::move(draft().document);
    TeiHeader told = std::move(draft().told);
    drafts_.pop_back();
    told.inherit(volume().told);
    told.add("volume", volume().document.title);
    document.metadata = std::move(told.metadata);
    give(std::move(document));
  }

  // ---- Divisions

  static int rank(std::size_t division) { return static_cast<int>(division) + 1; }

  void begin_division(const XmlElement& element, Open& open) {
    if (drafts_.empty()) return;
    const bool is_text = open.part == Part::text;
    if (is_text) ++text_depth_;
    if (text_depth_ == 0) return;
    if (runs_.size() > 1) {  // within a note or a choice
      run().part(Break::paragraph);
      return;
    }
    flush_all();
    const bool grouped = is_text && text_depth_ > 1 && !within_floating();
    open.document = !in_unit() && (grouped || is_document(element));
    if (open.document) begin_unit(element);
    if (is_text && text_depth_ == 1) name_text(element);
    open.apart = true;
    divisions_.emplace_back();
  }

  // Things that the text element says of the whole.
  void name_text(const XmlElement& element) {
    indexer::Document& document = volume().document;
    if (document.id.empty()) document.id = element["xml:id"];
    if (const std::string_view type = element["type"]; !type.empty()) document.kind = type;
    set_lang(document, element);
  }

  bool within_floating() const {
    return std::any_of(open_.begin(), open_.end(),
                       [](const Open& open) { return open.name == "floatingText"; });
  }

  void end_division(const Open& open) {
    if (drafts_.empty()) return;
    if (open.part == Part::text) --text_depth_;
    if (!open.apart) {
      if (runs_.size() > 1) run().part(Break::paragraph);
      return;
    }
    flush_all();
    Division& division = divisions_.back();
    // A heading that nothing follows is part of the text, unless it is that of documents.
    if (division.headed && !division.entered && !division.documents) enter_headings();
    divisions_.pop_back();
    if (open.document) end_unit();
  }

  void end_head() {
    TextRun heading = pop_run();
    if (heading.empty()) return;
    note_named_above(heading);
    Division& division = divisions_.back();
    if (is_title()) return add_title(heading);
    if (division.headed && !division.entered && run().empty()) {
      join(division.heading, std::move(heading));
      return;
    }
    division.heading = std::move(heading);
    division.headed = true;
    division.entered = false;
  }

  // Whom a title or a heading of the document names.
  void note_named_above(TextRun& heading) {
    const MappedText& words = heading.text();
    const Carried carried = heading.carried();
    for (const RawMark& mark : carried.marks) {
      std::string name = text::clean(text::slice(words.str(), find_source(words, mark.source)));
      if (name.empty()) continue;
      draft().document.named_above.push_back({std::move(name), mark.type, mark.ref});
    }
  }

  // The first heading of a document in a volume is its title, even where its text begins in a
  // division further in; so is a second one right behind it.
  bool is_title() {
    if (!in_unit()) return false;
    const bool begun = !run().empty() || !draft().document.sections.empty();
    if (divisions_.size() == draft().base + 1) return !draft().titled || !begun;
    return !draft().titled && !begun &&
           std::none_of(divisions_.begin() + static_cast<std::ptrdiff_t>(draft().base),
                        divisions_.end(), [](const Division& division) { return division.headed; });
  }

  void add_title(TextRun& heading) {
    const std::string title = text::clean(heading.text()).str();
    indexer::Document& document = draft().document;
    if (!draft().titled) {
      document.title = title;
    } else {
      const bool ends =
          std::string_view(".!?:").find(document.title.back()) != std::string_view::npos;
      document.title += (ends ? " " : ". ") + title;
    }
    draft().titled = true;
  }

  // Two headings of one division: "CHAPTER I" and what it tells.
  static void join(TextRun& first, TextRun second) {
    first.part(Break::blank);
    first.append(std::move(second));
  }

  // The headings above the text that comes now.
  void enter_headings() {
    for (std::size_t i = draft().base; i < divisions_.size(); ++i) {
      Division& division = divisions_[i];
      if (!division.headed || division.entered) continue;
      draft().writer.begin(division.heading.text(), rank(i));
      division.entered = true;
    }
  }

  // Gives the text so far to the document.
  void flush() {
    TextRun text = std::exchange(runs_.front(), {});
    if (text.empty() || drafts_.empty()) return;
    enter_headings();
    Carried carried = text.carried();
    carried.quotation = quotations_ > 0;
    draft().writer.add(text.text(), {0, text.text().size()}, carried);
  }

  void flush_all() {
    flush();
    flush_notes();
  }

  void flush_notes() {
    if (drafts_.empty()) return;
    std::vector<TextRun> notes = std::exchange(draft().notes, {});
    TextRun all;
    for (TextRun& note : notes) {
      all.part(Break::paragraph);
      all.append(std::move(note));
    }
    if (all.empty()) return;
    enter_headings();
    Carried carried = all.carried();
    carried.reference = true;
    draft().writer.add(all.text(), {0, all.text().size()}, carried);
  }

  // ---- Notes and quotations

  void begin_note(const XmlElement& element, Open& open) {
    if (within(Part::note)) {
      open.part = Part::line;
      return run().part(Break::soft);
    }
    const bool between = in_division() && element["n"].empty();
    if (between) run().part(Break::paragraph);
    open.source = between && in_unit() && element["type"] == "source" &&
                  divisions_.size() == draft().base + 1;
    if (between && !open.source) {
      open.part = Part::block;
    } else {
      push_run(open);
    }
  }

  void end_note(const Open& open) {
    TextRun note = pop_run();
    if (!open.source) {
      if (!note.empty()) draft().notes.push_back(std::move(note));
      return;
    }
    // Where the document was found: told of it, and a part of it.
    draft().told.add("source", text::clean(note.text()).str());
    run().append(std::move(note));
    run().part(Break::paragraph);
  }

  void begin_quotation(const XmlElement& element, Open& open) {
    const std::string_view rend = element["rend"];
    if (runs_.size() > 1) return;
    open.apart = in_division() || rend.find("block") != std::string_view::npos;
    if (!open.apart) return;
    flush();
    ++quotations_;
  }

  void end_quotation(const Open& open) {
    if (!open.apart) return;
    flush();
    --quotations_;
  }

  // ---- What is told of a document

  void note_date(const Open& open, Span place) {
    constexpr std::size_t kLongestDate = 500;  // bytes; longer ones are no dates, and cost time
    const std::string said = place.size() > kLongestDate ? "" : words(place);
    const bool slip = open.date && is_slip(*open.date, said);
    const std::optional<std::string> stated = slip ? std::nullopt : open.date;
    if (stated) run().date({place, *stated});
    const bool line = open.name == "docDate" || within(Part::dateline);
    const bool other = quotations_ > 0 || within(Part::note) || within_attachment();
    std::string& date = draft().document.date;
    if (!line || other || (!date.empty() && !is_slip(date, said))) return;
    date = stated ? *stated : read_date_field(said).value_or("");
  }

  bool within_attachment() const {
    return std::any_of(open_.begin(), open_.end(), [](const Open& open) {
      return open.name == "attachment" || open.name == "floatingText";
    });
  }

  // The text of an element that ends now, in the run that it stands in.
  std::string words(Span place) {
    const MappedText& all = run().text();
    return text::clean(text::slice(all.str(), find_source(all, place)));
  }

  void note_correspondent(const Open& open, Span place) {
    draft().told.add(open.role_from ? "from" : "to", words(place));
  }

  // ---- Records

  // A teiHeader, or a list wherever it stands.
  void begin_header(const XmlElement& element, bool header) {
    if (header) header_ = {};
    header_reader_.emplace(header_, pointers_, records_);
    header_reader_->start(element);
  }

  void begin_listed(std::string_view id, Open& open) {
    open.key = pointers_.own_key(id);
    if (listed_) return;
    const auto item = std::find_if(open_.rbegin(), open_.rend(),
                                   [](const Open& above) { return above.part == Part::item; });
    if (item == open_.rend()) return;
    listed_.emplace();
    listed_->record.id = open.key;
    listed_->record.type = *open.named;
    listed_->item = static_cast<std::size_t>(open_.rend() - item);
    listed_->around = open_.size();
  }

  void add_to_listed(std::string_view text) {
    std::string& words = listed_->named ? listed_->note : listed_->name;
    if (words.size() < kLongestNote) words += text;
  }

  void finish_listed() {
    actors::Actor record = std::move(listed_->record);
    if (record.type == Type::person) {
      set_person_name(record, listed_->name);
    } else {
      record.name = text::clean(listed_->name);
    }
    const std::string note = text::clean(listed_->note);
    const std::size_t begin = note.find_first_not_of(",;:.– —-");
    if (begin != std::string::npos) record.note = note.substr(begin);
    if (!record.name.empty()) records_.push_back(std::move(record));
    listed_.reset();
  }

  const std::string& file_;
  Sink& sink_;
  TeiPointers pointers_;
  TeiHeader header_, corpus_header_;
  std::optional<TeiHeaderReader> header_reader_;
  std::vector<actors::Actor> records_;
  std::string lang_, corpus_id_;
  bool in_corpus_ = false;

  std::vector<Open> open_;
  std::size_t left_out_ = 0;    // elements open in a part that is left out, with it
  std::size_t text_depth_ = 0;  // text elements open
  // The volume; then the document in it that is open.
  std::vector<std::unique_ptr<Draft>> drafts_;
  std::vector<Division> divisions_;
  std::vector<TextRun> runs_{1};  // the text, then what is gathered apart from it
  std::size_t quotations_ = 0;
  bool after_label_ = false;
  std::optional<Listed> listed_;
  std::size_t texts_ = 0, units_ = 0, documents_ = 0;
};

void read(const std::string& name, const XmlInput& input, Sink& sink) {
  TeiReader reader(name, sink);
  const auto fault = read_xml(input, reader);
  if (fault) {
    const bool none = reader.documents() == 0;
    const std::string_view kept = none ? "" : "; the documents before it are read";
    sink.diagnostic({name, fault->line, fmt::format("{}{}", fault->message, kept), none, false});
  } else if (reader.texts() == 0) {
    sink.diagnostic({name, 0, "has no TEI element", true, false});
  }
}

}  // namespace

bool is_tei(std::string_view name, std::string_view content) {
  if (ending(name) == ".tei") return true;
  std::string_view tag = xml_root_tag(content);
  if (tag.find(kTeiNamespace) == std::string_view::npos) return false;
  tag = tag.substr(1, tag.find_first_of(" \t\r\n>") - 1);
  tag = tag.substr(tag.find(':') + 1);
  return tag == "TEI" || tag == "teiCorpus";
}

void read_tei(const Source& source, Sink& sink) {
  constexpr std::size_t kPiece = std::size_t{64} << 10;
  const MappedText& content = source.content;
  std::size_t at = 0;
  read(
      source.name,
      [&] {
        const std::size_t begin = at;
        at = std::min(text::floor_boundary(content.str(), begin + kPiece), content.size());
        return content.slice({begin, at});
      },
      sink);
}

void stream_tei(const std::string& name, ByteStream& bytes, Sink& sink) {
  XmlBytes input(bytes);
  if (const auto& encoding = input.unknown_encoding()) {
    const std::string message =
        fmt::format("has the encoding \"{}\", which is not known", *encoding);
    return sink.diagnostic({name, 1, message, true, false});
  }
  read(
      name, [&] { return input.next(); }, sink);
  if (input.damage()) {
    sink.diagnostic(
        {name, 0,
         fmt::format("byte {} and perhaps others are no UTF-8; read as U+FFFD", *input.damage()),
         false, false});
  }
}

}  // namespace fasti::sources

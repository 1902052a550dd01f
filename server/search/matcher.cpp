#include "server/search/matcher.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/index/schema.h"
#include "core/text/function_words.h"
#include "core/text/words.h"
#include "server/search/as_written.h"
#include "server/search/positions.h"

namespace fasti::search {
namespace {

SharedBitmap united(const std::vector<SharedBitmap>& parts) {
  if (parts.size() == 1) return parts.front();
  std::vector<const Bitmap*> inputs;
  inputs.reserve(parts.size());
  for (const auto& part : parts) inputs.push_back(part.get());
  return shared(Bitmap::fastunion(inputs.size(), inputs.data()));
}

bool contains_phrase(const std::vector<text::Word>& text, const std::vector<text::Word>& phrase) {
  const auto same = [](const text::Word& a, const text::Word& b) { return a.folded == b.folded; };
  return std::search(text.begin(), text.end(), phrase.begin(), phrase.end(), same) != text.end();
}

bool is_condition(const Clause& clause) {
  return clause.occur == Occur::required || clause.node.kind == NodeKind::field;
}

// A name for the cache that no term has.
std::string positional_key(const Node& node) {
  return fmt::format("\n{} {}", node.kind == NodeKind::phrase ? 0 : node.distance,
                     fmt::join(node.words, " "));
}

void require_few_words(std::size_t words, const std::string& letters) {
  if (words > kMostExpansions)
    throw BadRequest("q",
                     fmt::format("{}* stands for more than {} words; give more letters", letters,
                                 kMostExpansions),
                     letters + "a*");
}

}  // namespace

SharedBitmap Matcher::operator()(const Node& node, Match match) const {
  if (deadline_.passed()) return shared({});
  switch (node.kind) {
    case NodeKind::word:
    case NodeKind::prefix:
    case NodeKind::phrase:
    case NodeKind::near:
      return request_.fold ? leaf(node) : as_written(node, *leaf(node));
    case NodeKind::named:
      return term(index::make_term(index::actor_prefix(actors::Evidence::name), node.value));
    case NodeKind::field:
      return shared(field(node, all_up_to(snapshot_.passages())));
    case NodeKind::group:
      return group(node, match);
    case NodeKind::alternative: {
      std::vector<SharedBitmap> parts;
      for (const Clause& clause : node.clauses) parts.push_back((*this)(clause.node, match));
      return united(parts);
    }
  }
  return shared({});
}

SharedBitmap Matcher::leaf(const Node& node) const {
  if (node.kind == NodeKind::word) return word(node.word);
  return node.kind == NodeKind::prefix ? prefix(node.word) : positional(node);
}

SharedBitmap Matcher::as_written(const Node& leaf, const Bitmap& among) const {
  const std::string key = fmt::format("\n={} {} {} {}", static_cast<int>(leaf.kind), leaf.distance,
                                      leaf.written_word, fmt::join(leaf.written_words, " "));
  return kept(key, [&] {
    WrittenLeaf written(leaf, snapshot_.generation());
    const bool word = leaf.kind == NodeKind::word;
    Bitmap out;
    if (written.in_texts())
      out = those_of(word ? *exact_word(leaf.word) & among : among,
                     [&](index::DocId docid) { return written.stands_in_text(docid); });
    if (!word) return out;
    out |= in_written_title(leaf) & among;
    if (written.in_headings())
      out |= those_of(among - out,
                      [&](index::DocId docid) { return written.stands_in_heading(docid); });
    return out;
  });
}

Bitmap Matcher::in_written_title(const Node& word) const {
  const auto folded = document_term(index::make_term(index::kTitlePrefix, word.word));
  Bitmap out;
  for (const auto& document : snapshot_.generation().documents()) {
    if (deadline_.passed_at_step()) break;
    if (document.passages > 0 && folded->contains(document.first) &&
        has_written_word(document.title, word.written_word))
      add_passages(document, out);
  }
  return out;
}

SharedBitmap Matcher::kept(const std::string& key, const std::function<Bitmap()>& make) const {
  return snapshot_.bitmaps().get(key, make, deadline_);
}

template <typename Wanted>
Bitmap Matcher::those_of(const Bitmap& among, const Wanted& wanted) const {
  const std::vector<index::DocId> docids = members(among);
  std::vector<index::DocId> found;
  for (const index::DocId docid : in_time(docids, deadline_))
    if (wanted(docid)) found.push_back(docid);
  return bitmap_of(found);
}

SharedBitmap Matcher::term(const std::string& term) const {
  return kept(term, [&] { return bitmap_of_term(databases_.passages, term, deadline_); });
}

SharedBitmap Matcher::document_term(const std::string& term) const {
  return snapshot_.bitmaps().get(
      term, [&] { return passages_of(bitmap_of_term(databases_.documents, term)); });
}

Bitmap Matcher::passages_of(const Bitmap& documents) const {
  Bitmap out;
  std::uint64_t begin = 0, end = 0;  // of a stretch of documents that follow each other
  for (const Xapian::docid docid : documents) {
    const index::DocumentHead& document = snapshot_.generation().documents()[docid - 1];
    if (document.first != end) {
      out.addRange(begin, end);
      begin = end = document.first;
    }
    end += document.passages;
  }
  out.addRange(begin, end);
  return out;
}

SharedBitmap Matcher::stem(const std::string& stem) const {
  const std::string term = index::make_term(index::kStemPrefix, stem);
  return kept(term, [&] {
    return bitmap_of(snapshot_.postings(databases_.passages, term, deadline_)->docids());
  });
}

Bitmap Matcher::any_of(const std::vector<std::string>& terms) const {
  std::vector<SharedBitmap> parts;
  for (const std::string& one : terms) parts.push_back(term(one));
  return *united(parts);
}

Bitmap Matcher::dated(const DateSelection& selection, const Bitmap& among) const {
  if (request_.dates.is_default() && !selection.terms.empty())
    return any_of(selection.terms) & among;
  return DateFilter(snapshot_.columns(), request_.dates).passages(selection, among, deadline_);
}

Bitmap Matcher::actors(const std::vector<std::uint32_t>& actors) const {
  std::vector<std::string> terms;
  for (const std::uint32_t actor : actors) {
    const std::string_view id = snapshot_.generation().actors()[actor].id;
    for (int evidence = 0; evidence <= static_cast<int>(request_.evidence); ++evidence)
      terms.push_back(
          index::make_term(index::actor_prefix(static_cast<actors::Evidence>(evidence)), id));
  }
  return any_of(terms);
}

SharedBitmap Matcher::in_languages_of(const WordStem& stem) const {
  if (stem.languages.empty()) return nullptr;
  std::vector<SharedBitmap> parts;
  for (const std::string& language : stem.languages)
    parts.push_back(document_term(index::make_term(index::kLangPrefix, language)));
  return united(parts);
}

SharedBitmap Matcher::function_word(const std::string& folded) const {
  return united({exact_word(folded), document_term(index::make_term(index::kTitlePrefix, folded))});
}

SharedBitmap Matcher::word(const std::string& folded) const {
  if (text::is_function_word(folded)) return function_word(folded);
  std::vector<SharedBitmap> parts;
  for (const WordStem& stem : stems_(folded)) {
    const SharedBitmap passages = this->stem(stem.stem);
    const SharedBitmap languages = in_languages_of(stem);
    parts.push_back(languages ? shared(*passages & *languages) : passages);
  }
  return united(parts);
}

SharedBitmap Matcher::exact_word(const std::string& folded) const {
  return snapshot_.bitmaps().get(folded, [&] {
    const index::WordIndex& index = snapshot_.generation().word_index();
    const auto place = index.words().find(folded);
    return place ? bitmap_of(index.postings(*place)) : Bitmap();
  });
}

SharedBitmap Matcher::positional(const Node& node) const {
  if (node.words.size() == 1) return exact_word(node.words.front());
  return kept(positional_key(node), [&] {
    Bitmap candidates = *exact_word(node.words.front());
    for (std::size_t i = 1; i < node.words.size() && !candidates.isEmpty(); ++i)
      candidates &= *exact_word(node.words[i]);
    if (candidates.isEmpty()) return candidates;
    const index::WordIndex& index = snapshot_.generation().word_index();
    PositionalLeaf leaf(node, index.words());
    return those_of(candidates,
                    [&](index::DocId docid) { return leaf.stands_in(index.sequence(docid)); });
  });
}

SharedBitmap Matcher::prefix(const std::string& letters) const {
  return kept(letters + "*", [&] {
    const index::WordIndex& index = snapshot_.generation().word_index();
    const auto [first, last] = index.words().beginning_with(letters);
    require_few_words(last - first, letters);
    Bitmap out;
    for (std::size_t place = first; place < last && !deadline_.passed(); ++place) {
      const std::vector<index::DocId> docids = index.postings(place);
      out.addMany(docids.size(), docids.data());
    }
    return out;
  });
}

SharedBitmap Matcher::title_prefix(const std::string& letters) const {
  const std::string begin = index::make_term(index::kTitlePrefix, letters);
  return kept(begin + "*", [&] {
    std::size_t words = 0;
    Bitmap documents;
    const Xapian::Database& database = databases_.documents;
    const auto end = database.allterms_end(begin);
    for (auto at = database.allterms_begin(begin); at != end && !deadline_.passed(); ++at) {
      require_few_words(++words, letters);
      documents |= bitmap_of_term(database, *at);
    }
    return passages_of(documents);
  });
}

Bitmap Matcher::title(const Node& node) const {
  const std::vector<text::Word> words = text::words(node.value);
  const bool open_ended = !node.quoted && node.value.ends_with('*');
  Bitmap out = all_up_to(snapshot_.passages());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (open_ended && i + 1 == words.size())
      out &= *title_prefix(words[i].folded);
    else
      out &= *document_term(index::make_term(index::kTitlePrefix, words[i].folded));
  }
  if (!node.quoted || words.size() == 1) return out;
  // Titles have no positions: the few documents that have the words are looked at.
  Bitmap in_order;
  const auto& documents = snapshot_.generation().documents();
  for (const auto& document : documents) {
    if (document.passages == 0 || !out.contains(document.first)) continue;
    if (contains_phrase(text::words(document.title), words)) add_passages(document, in_order);
  }
  return in_order;
}

Bitmap Matcher::field(const Node& node, const Bitmap& among) const {
  switch (node.field) {
    case Field::title:
      return title(node);
    case Field::actor:
      return actors(snapshot_.find_actors(node.value));
    case Field::kind:
      return *document_term(index::make_term(index::kKindPrefix, node.value));
    case Field::era: {
      const auto selection = era_selection(snapshot_, node.value);
      return selection ? dated(*selection, among) : Bitmap();
    }
    case Field::date:
      return dated(range_selection(node.interval), among);
  }
  return {};
}

SharedBitmap Matcher::group(const Node& node, Match match) const {
  std::vector<const Node*> needed, wanted, unwanted;
  bool required_words = false;
  for (const Clause* clause : counted_clauses(node)) {
    if (clause->occur == Occur::excluded) {
      unwanted.push_back(&clause->node);
    } else if (is_condition(*clause)) {
      needed.push_back(&clause->node);
      required_words |= clause->node.kind != NodeKind::field;
    } else {
      wanted.push_back(&clause->node);
    }
  }

  SharedBitmap out;  // nullptr for all passages
  const auto or_all = [&] { return out ? out : shared(all_up_to(snapshot_.passages())); };
  if (match == Match::any && !required_words && !wanted.empty()) {
    std::vector<SharedBitmap> parts;
    for (const Node* part : wanted) parts.push_back((*this)(*part, match));
    out = united(parts);
  } else if (match != Match::any) {
    needed.insert(needed.end(), wanted.begin(), wanted.end());
  }
  // Fields last: dates are looked up passage by passage.
  std::ranges::stable_partition(needed, [](const Node* n) { return n->kind != NodeKind::field; });
  for (const Node* part : needed) {
    if (out && out->isEmpty()) return out;
    if (part->kind == NodeKind::field) {
      const SharedBitmap among = or_all();
      out = shared(*among & field(*part, *among));
    } else {
      const SharedBitmap found = (*this)(*part, match);
      out = out ? shared(*out & *found) : found;
    }
  }
  for (const Node* part : unwanted) out = shared(*or_all() - *(*this)(*part, match));
  // Of what was to be excluded perhaps not all is known.
  return deadline_.cut_work() && !unwanted.empty() ? shared({}) : or_all();
}

}  // namespace fasti::search

#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fasti::text {

// Bytes begin..end of a text, end excluded.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(const Span&, const Span&) = default;
};

inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

// Text made from a source, and for every byte of it the place in the source it came from.
// Kept as runs: in a verbatim run text and source advance together; any other run (a normalised
// letter, an inserted blank) stands as a whole for its source bytes, of which there may be none.
class MappedText {
 public:
  struct Run {
    std::size_t text_begin;
    std::size_t source_begin;
    std::size_t source_length;
    bool verbatim;
    friend bool operator==(const Run&, const Run&) = default;
  };

  MappedText() = default;
  // `text` that stands unchanged in the source from byte `source_begin` on.
  MappedText(std::string text, std::size_t source_begin);
  // Text and runs as stored earlier. REQUIRES: runs as runs() gave them.
  MappedText(std::string text, std::vector<Run> runs);

  const std::string& str() const { return text_; }
  std::size_t size() const { return text_.size(); }
  bool empty() const { return text_.empty(); }
  const std::vector<Run>& runs() const { return runs_; }

  // Appends bytes that stand unchanged in the source from `source_begin` on.
  void append_verbatim(std::string_view text, std::size_t source_begin);
  // Appends text that stands for the source bytes begin..begin+length.
  void append_replaced(std::string_view text, std::size_t source_begin, std::size_t source_length);
  // Appends a part of another text with its places.
  void append(const MappedText& other, Span part);
  void append(const MappedText& other) { append(other, {0, other.size()}); }

  MappedText slice(Span part) const;

  // The source bytes that a part of the text came from: from the place of its first byte to the
  // place after its last. An empty part gives an empty span.
  Span source(Span part) const;

  // This text with places in the source of `inner`, where `inner` is what this text was made from.
  MappedText over(const MappedText& inner) const;

  friend bool operator==(const MappedText&, const MappedText&) = default;

 private:
  std::size_t run_at(std::size_t text_offset) const;
  std::size_t run_end(std::size_t run) const;

  std::string text_;
  std::vector<Run> runs_;  // by text_begin; contiguous from 0; empty only when the text is
};

}  // namespace fasti::text

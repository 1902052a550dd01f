#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/document.h"

namespace fasti::sources {

using indexer::Document;

// Something wrong with a source, in words for its owner.
struct Diagnostic {
  std::string file;
  std::size_t line = 0;  // from 1; 0 when no line is at fault
  std::string message;
  bool skipped = false;  // a whole source was left out
  bool empty = false;    // a source without text: nothing to index, and no fault

  // "file:line: message"
  std::string str() const;
};

// Where a reader gives its documents and complaints, one at a time, so that a source with many
// documents is never held whole.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void document(Document document) = 0;
  virtual void diagnostic(Diagnostic diagnostic) = 0;
};

// A file's content as UTF-8, with places in the original bytes.
struct Source {
  std::string name;  // as the user named it, for messages and ids
  text::MappedText content;
};

class ByteStream;

// One format. Adding a format is one file with its functions and one row in kReaders.
struct Reader {
  std::string_view name;                      // "--format NAME"
  std::span<const std::string_view> endings;  // ".txt", lower case
  // Does the content look like this format? Asked in table order; the first yes wins. A format
  // that is read from a stream is asked with the first bytes of it, whatever their encoding.
  bool (*recognizes)(std::string_view name, std::string_view content);
  // Gives the source's documents and what is wrong with it. An id left empty is made from the
  // source's name, `file` is filled in afterwards.
  void (*read)(const Source& source, Sink& sink);
  // The same for a source of any size that need not be held whole; null when the format needs it
  // whole.
  void (*read_stream)(const std::string& name, ByteStream& bytes, Sink& sink) = nullptr;
};
std::span<const Reader> readers();

// The largest source of a format that must be held whole.
inline constexpr std::size_t kLargestSource = std::size_t{256} << 20;

// Reads one source path: a file, a directory (walked in name order), an archive, or "-" for
// standard input. `format` is a reader's name, or "" to know it by content and name. What cannot
// be read becomes a diagnostic. In directories and archives hidden files and the names README.md,
// authority.tsv, eras.json, corrections.tsv and fasti.toml are passed over, as is any table with
// the columns of authority.tsv; a file whose ending no format has is left out with a diagnostic.
// Symbolic links are followed, each directory is read once.
// Files are counted in the order in which they are read, an archive as one.
struct Walk {
  std::size_t passed_over = 0;                             // the first files
  std::function<void(const std::string& name)> file = {};  // called before each that is read
};
void read_path(const std::string& path, std::string_view format, Sink& sink, const Walk& walk = {});

// The files and bytes that read_path would read, for progress.
struct Extent {
  std::size_t files = 0;
  std::size_t bytes = 0;
};
Extent measure_path(const std::string& path);

// Side files found at the top of a directory source, or in its only subdirectory that has any; ""
// where there is none.
struct SideFiles {
  std::string authority, eras, corrections, config;
};
SideFiles side_files(const std::string& path);

}  // namespace fasti::sources

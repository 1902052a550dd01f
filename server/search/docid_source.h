#pragma once
#include <xapian.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "core/index/records.h"
#include "server/search/bitmap.h"

namespace fasti::search {

// Docids, rising, each once.
using Docids = std::shared_ptr<const std::vector<index::DocId>>;

Docids docids_of(const Bitmap& passages);

// Docids as a list that Xapian can match against, every entry with the same weight. It ends early
// when a deadline passes.
class DocidSource final : public Xapian::PostingSource {
 public:
  explicit DocidSource(Docids docids, double weight = 0, Deadline deadline = {});

  // The query of some docids. Good for one match.
  static Xapian::Query query(Docids docids, double weight = 0, Deadline deadline = {});

  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  double get_weight() const override { return weight_; }
  void next(double least_weight) override;
  void skip_to(Xapian::docid to, double least_weight) override;
  bool check(Xapian::docid to, double least_weight) override;
  bool at_end() const override { return at_ == docids_->size(); }
  Xapian::docid get_docid() const override { return (*docids_)[at_]; }
  void init(const Xapian::Database&) override;
  std::string get_description() const override { return "DocidSource"; }

 private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(docids_->size()); }

  Docids docids_;
  double weight_;
  Deadline deadline_;
  std::size_t at_ = 0;
  bool started_ = false;
};

}  // namespace fasti::search

#include "server/search/docid_source.h"

#include <algorithm>
#include <utility>

namespace fasti::search {

Docids docids_of(const Bitmap& passages) {
  return std::make_shared<const std::vector<index::DocId>>(members(passages));
}

DocidSource::DocidSource(Docids docids, double weight, Deadline deadline)
    : docids_(std::move(docids)), weight_(weight), deadline_(std::move(deadline)) {}

Xapian::Query DocidSource::query(Docids docids, double weight, Deadline deadline) {
  return Xapian::Query(
      (new DocidSource(std::move(docids), weight, std::move(deadline)))->release());
}

void DocidSource::init(const Xapian::Database&) {
  at_ = 0;
  started_ = false;
  set_maxweight(weight_);
}

// Xapian starts a list before its first entry.
void DocidSource::next(double) {
  if (started_) ++at_;
  started_ = true;
  if (deadline_.passed_at_step()) at_ = docids_->size();
}

// Most skips are short: twice as far at every step, then between the last two.
void DocidSource::skip_to(Xapian::docid to, double) {
  started_ = true;
  if (deadline_.passed_at_step()) at_ = docids_->size();
  const std::vector<index::DocId>& docids = *docids_;
  std::size_t step = 1;
  std::size_t below = at_;
  while (below + step < docids.size() && docids[below + step] < to) {
    below += step;
    step *= 2;
  }
  const auto end =
      docids.begin() + static_cast<std::ptrdiff_t>(std::min(below + step + 1, docids.size()));
  at_ = static_cast<std::size_t>(
      std::lower_bound(docids.begin() + static_cast<std::ptrdiff_t>(below), end, to) -
      docids.begin());
}

bool DocidSource::check(Xapian::docid to, double least_weight) {
  skip_to(to, least_weight);
  return true;
}

}  // namespace fasti::search

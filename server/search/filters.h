#pragma once
#include <string>
#include <vector>

#include "server/search/bitmap.h"
#include "server/search/date_filter.h"
#include "server/search/matcher.h"
#include "server/search/request.h"
#include "server/search/result.h"
#include "server/search/snapshot.h"

namespace fasti::search {

// What a request's filters leave of a set of passages.
class Filtered {
 public:
  // Throws BadRequest when a value has a wrong form. A value that the index does not know matches
  // nothing and is told in `warnings`; known ones are listed in `applied`.
  Filtered(SharedBitmap matches, const SearchRequest& request, const Snapshot& snapshot,
           const Matcher& matcher, std::vector<std::string>& warnings,
           std::vector<AppliedFilter>& applied);

  // Through all filters.
  const Bitmap& all() const { return *all_; }
  // Through all filters but the facet's own any-of values, so that more of them can be added.
  Bitmap without(Facet facet) const;
  bool has_selection(Facet facet) const;
  // The filters by date, for the order by date.
  const std::vector<DateSelection>& date_selections() const { return date_selections_; }

 private:
  struct Group {
    Facet facet;
    Bitmap passages;
  };
  SharedBitmap base_;  // after the filters that are no facet's any-of
  std::vector<Group> groups_;
  SharedBitmap all_;
  std::vector<DateSelection> date_selections_;
};

}  // namespace fasti::search

#pragma once
#include <chrono>
#include <memory>
#include <vector>

namespace fasti::search {

// When an answer must be there. Work asks it now and then and stops when the time is up; then the
// answer is not exact. Copies are one deadline. Of one thread.
class Deadline {
 public:
  Deadline() = default;  // never
  static Deadline after(std::chrono::nanoseconds time) {
    Deadline out;
    out.state_ = std::make_shared<State>();
    out.state_->at = std::chrono::steady_clock::now() + time;
    return out;
  }

  // Is the time up? Whoever is told so must leave work undone.
  bool passed() const {
    if (!state_) return false;
    if (!state_->passed) state_->passed = std::chrono::steady_clock::now() >= state_->at;
    return state_->passed;
  }
  // The same for loops whose steps are short: looks at the clock now and then.
  bool passed_at_step() const {
    constexpr unsigned kSteps = 64;
    return state_ && (state_->passed || (++state_->steps % kSteps == 0 && passed()));
  }
  // Was anybody told so?
  bool cut_work() const { return state_ && state_->passed; }

 private:
  struct State {
    std::chrono::steady_clock::time_point at;
    unsigned steps = 0;
    bool passed = false;
  };
  std::shared_ptr<State> state_;
};

// A list to go through until time is up: for (const DocId docid : in_time(docids, deadline)).
template <typename T>
class InTime {
 public:
  InTime(const std::vector<T>& list, const Deadline& deadline) : list_(list), deadline_(deadline) {}

  struct End {};
  class Iterator {
   public:
    Iterator(const T* at, const InTime& list) : at_(at), list_(list) {}
    const T& operator*() const { return *at_; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(End) const {
      return at_ == list_.list_.data() + list_.list_.size() || list_.deadline_.passed_at_step();
    }

   private:
    const T* at_;
    const InTime& list_;
  };
  Iterator begin() const { return {list_.data(), *this}; }
  End end() const { return {}; }

 private:
  const std::vector<T>& list_;
  const Deadline& deadline_;
};

template <typename T>
InTime<T> in_time(const std::vector<T>& list, const Deadline& deadline) {
  return {list, deadline};
}
// Lists that end before the loop does.
template <typename T>
InTime<T> in_time(const std::vector<T>&& list, const Deadline& deadline) = delete;

}  // namespace fasti::search

#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace fasti::indexer {

// Works on inputs in several threads and delivers the outputs in the order of the inputs, on the
// thread that pushes them. What is under way is bounded by weight, so that neither a quick reader
// nor a slow writer fills the memory.
template <typename Input, typename Output>
class OrderedPipeline {
 public:
  // Called on thread `worker` (0 .. workers - 1) of the pipeline.
  using Work = std::function<Output(Input input, std::size_t worker)>;
  using Deliver = std::function<void(Output output)>;

  // One worker and none are the same: the work is then done in push().
  OrderedPipeline(std::size_t workers, std::size_t capacity, Work work, Deliver deliver)
      : capacity_(capacity), work_(std::move(work)), deliver_(std::move(deliver)) {
    for (std::size_t worker = 0; workers > 1 && worker < workers; ++worker) {
      threads_.emplace_back([this, worker] { run(worker); });
    }
  }

  // What was not delivered is dropped.
  ~OrderedPipeline() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    to_do_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  OrderedPipeline(const OrderedPipeline&) = delete;
  OrderedPipeline& operator=(const OrderedPipeline&) = delete;

  // May deliver. Throws what the work on an earlier input or a delivery threw.
  void push(Input input, std::size_t weight) {
    if (threads_.empty()) {
      deliver_(work_(std::move(input), 0));
      return;
    }
    while (!slots_.empty() && (weight_ + weight > capacity_ || front_is_done())) deliver_front();
    auto slot = std::make_shared<Slot>();
    slot->input = std::move(input);
    slot->weight = weight;
    weight_ += weight;
    slots_.push_back(slot);
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(slot));
    }
    to_do_.notify_one();
  }

  // Waits for all that was pushed and delivers it.
  void finish() {
    while (!slots_.empty()) deliver_front();
  }

 private:
  struct Slot {
    Input input;
    std::size_t weight = 0;
    std::optional<Output> output;  // guarded by mutex_ until done
    std::exception_ptr error;
    bool done = false;
  };

  void run(std::size_t worker) {
    for (;;) {
      std::shared_ptr<Slot> slot;
      {
        std::unique_lock lock(mutex_);
        to_do_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        slot = std::move(waiting_.front());
        waiting_.pop_front();
      }
      std::optional<Output> output;
      std::exception_ptr error;
      try {
        output = work_(std::move(slot->input), worker);
      } catch (...) {
        error = std::current_exception();
      }
      {
        const std::lock_guard lock(mutex_);
        slot->output = std::move(output);
        slot->error = error;
        slot->done = true;
      }
      done_.notify_one();
    }
  }

  bool front_is_done() {
    const std::lock_guard lock(mutex_);
    return slots_.front()->done;
  }

  void deliver_front() {
    const std::shared_ptr<Slot> slot = slots_.front();
    {
      std::unique_lock lock(mutex_);
      done_.wait(lock, [&] { return slot->done; });
    }
    slots_.pop_front();
    weight_ -= slot->weight;
    if (slot->error) std::rethrow_exception(slot->error);
    deliver_(std::move(*slot->output));
  }

  const std::size_t capacity_;
  const Work work_;
  const Deliver deliver_;

  // The pushing thread's own: all that is not delivered, in order.
  std::deque<std::shared_ptr<Slot>> slots_;
  std::size_t weight_ = 0;

  std::mutex mutex_;
  std::condition_variable to_do_, done_;
  std::deque<std::shared_ptr<Slot>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace fasti::indexer

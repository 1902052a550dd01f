#include "server/api/metrics.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>

namespace fasti::api {
namespace {

void describe(std::string& out, std::string_view name, std::string_view type,
              std::string_view help) {
  out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

// A family of one value.
template <typename Value>
void add(std::string& out, std::string_view name, std::string_view type, std::string_view help,
         const Value& value) {
  describe(out, name, type, help);
  out += fmt::format("{} {}\n", name, value);
}

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::uint64_t resident_bytes() {
  std::uint64_t all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::size_t open_descriptors() {
  std::error_code error;
  std::size_t count = 0;
  for (std::filesystem::directory_iterator at("/proc/self/fd", error), end; !error && at != end;
       at.increment(error))
    ++count;
  return count;
}

void add_traffic(std::string& out, const Traffic& traffic) {
  add(out, "fasti_connections_accepted_total", "counter", "Connections that were accepted.",
      traffic.accepted.load());
  add(out, "fasti_connections_turned_away_total", "counter",
      "Connections for which there was no place.", traffic.turned_away.load());
  add(out, "fasti_connections", "gauge", "Connections that are open.", traffic.open.load());
  add(out, "fasti_connections_limit", "gauge", "How many may be open.", traffic.most_open.load());
  const std::size_t running = traffic.running;
  const std::size_t in_flight = std::max(running, traffic.in_flight.load());
  add(out, "fasti_requests_running", "gauge", "Requests that are being answered.", running);
  add(out, "fasti_requests_waiting", "gauge", "Requests that wait for a thread.",
      in_flight - running);
  add(out, "fasti_requests_waiting_limit", "gauge", "How many may wait.",
      traffic.most_waiting.load());
}

void add_index(std::string& out, const IndexFigures& index) {
  add(out, "fasti_index_generation", "gauge", "The generation of the index in service.",
      index.generation);
  add(out, "fasti_index_documents", "gauge", "Documents in it.", index.documents);
  add(out, "fasti_index_passages", "gauge", "Passages in it.", index.passages);
  add(out, "fasti_index_bytes", "gauge", "The size of its files.", index.bytes);
  add(out, "fasti_index_switches_total", "counter", "New generations that were put into service.",
      index.served);
  add(out, "fasti_index_refused_total", "counter",
      "New generations that could not be served; the log says why.", index.refused);
}

// A family with a value for each cache.
template <typename Value>
void add_for_caches(std::string& out, std::string_view name, std::string_view type,
                    std::string_view help, const IndexFigures& index,
                    Value search::CacheFigures::*value) {
  describe(out, name, type, help);
  for (const auto& [cache, figures] : index.caches)
    out += fmt::format("{}{{cache=\"{}\"}} {}\n", name, cache, figures.*value);
}

void add_caches(std::string& out, const IndexFigures& index) {
  using search::CacheFigures;
  add_for_caches(out, "fasti_cache_hits_total", "counter",
                 "What was found in a cache of the generation in service.", index,
                 &CacheFigures::hits);
  add_for_caches(out, "fasti_cache_misses_total", "counter", "What had to be made anew.", index,
                 &CacheFigures::misses);
  add_for_caches(out, "fasti_cache_entries", "gauge", "What is kept.", index,
                 &CacheFigures::entries);
  add_for_caches(out, "fasti_cache_bytes", "gauge", "The memory that it takes.", index,
                 &CacheFigures::bytes);
  add_for_caches(out, "fasti_cache_limit_bytes", "gauge", "How much it may take.", index,
                 &CacheFigures::capacity);
}

void add_process(std::string& out, std::chrono::duration<double> uptime) {
  add(out, "fasti_uptime_seconds", "gauge", "How long the server has run.", uptime.count());
  add(out, "process_cpu_seconds_total", "counter", "Processor time, the system's too.",
      processor_seconds());
  add(out, "process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
  add(out, "process_open_fds", "gauge", "Open files and connections.", open_descriptors());
  describe(out, "fasti_build_info", "gauge", "The version of the program.");
  out += "fasti_build_info{version=\"" FASTI_VERSION "\"} 1\n";
}

}  // namespace

void Metrics::count(std::string_view route, std::string_view method, int status,
                    std::chrono::nanoseconds taken, std::size_t bytes) {
  const bool known = std::ranges::find(kMethods, method) != kMethods.end();
  const double seconds = std::chrono::duration<double>(taken).count();
  const auto bucket =
      static_cast<std::size_t>(std::ranges::lower_bound(kBuckets, seconds) - kBuckets.begin());
  const std::lock_guard lock(mutex_);
  ++requests_[{std::string(route), std::string(known ? method : "other"), status}];
  Histogram& histogram = taken_[std::string(route)];
  ++histogram.counts[bucket];
  histogram.sum += seconds;
  bytes_ += bytes;
}

std::string Metrics::text(const IndexFigures& index) const {
  std::string out;
  {
    const std::lock_guard lock(mutex_);
    describe(out, "fasti_requests_total", "counter",
             "Requests answered or refused; of the route \"none\" those that met no route.");
    for (const auto& [key, count] : requests_)
      out += fmt::format("fasti_requests_total{{route=\"{}\",method=\"{}\",status=\"{}\"}} {}\n",
                         std::get<0>(key), std::get<1>(key), std::get<2>(key), count);
    constexpr std::string_view kTaken = "fasti_request_duration_seconds";
    describe(out, kTaken, "histogram",
             "From the last byte of a request to its answer, waiting for a thread included.");
    for (const auto& [route, histogram] : taken_) {
      std::uint64_t sum = 0;
      for (std::size_t i = 0; i < kBuckets.size(); ++i) {
        sum += histogram.counts[i];
        out += fmt::format("{}_bucket{{route=\"{}\",le=\"{}\"}} {}\n", kTaken, route, kBuckets[i],
                           sum);
      }
      sum += histogram.counts.back();
      out += fmt::format(
          "{0}_bucket{{route=\"{1}\",le=\"+Inf\"}} {2}\n{0}_sum{{route=\"{1}\"}} {3}\n"
          "{0}_count{{route=\"{1}\"}} {2}\n",
          kTaken, route, sum, histogram.sum);
    }
    add(out, "fasti_response_bytes_total", "counter", "Bytes of the answers' bodies.", bytes_);
  }
  add_traffic(out, traffic);
  add_index(out, index);
  add_caches(out, index);
  add_process(out, std::chrono::steady_clock::now() - begin_);
  return out;
}

}  // namespace fasti::api

// Work on several threads whose result does not depend on how many there are: shares are fixed, or picked one by one.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace tocsin {

// Calls work(t) for t in 0..threads-1 at the same time.
template <class Work>
void on_threads(int threads, const Work& work) {
  std::vector<std::jthread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back([&work, t] { work(t); });
  work(0);
}

// The t-th of `threads` neighbouring shares of 0..count-1.
struct Share {
  std::size_t begin, end;
};
inline Share share_of(std::size_t count, int t, int threads) {
  const auto part = [&](int i) {
    return count / static_cast<std::size_t>(threads) * static_cast<std::size_t>(i) +
           count % static_cast<std::size_t>(threads) * static_cast<std::size_t>(i) / static_cast<std::size_t>(threads);
  };
  return {part(t), part(t + 1)};
}

template <class Work>
void in_shares(std::size_t count, int threads, const Work& work) {  // work(t, begin, end)
  on_threads(threads, [&](int t) {
    const Share share = share_of(count, t, threads);
    work(t, share.begin, share.end);
  });
}

// Calls work(t, i) for each i in 0..count-1; whoever is free takes the next.
template <class Work>
void one_by_one(std::size_t count, int threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  on_threads(threads, [&](int t) {
    for (std::size_t i = next++; i < count; i = next++) work(t, i);
  });
}

}  // namespace tocsin

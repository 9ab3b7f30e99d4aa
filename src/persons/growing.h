// An array for tables of a hundred million rows: grows where it lies.
//
// Acts:   asks the system for pages. Holds: growing moves page entries, never bytes, so a table is never in memory
//         twice; pages that were not touched cost nothing. A vector would need three times the memory at its worst.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace tocsin {

template <class T>
class GrowingArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  GrowingArray() = default;
  GrowingArray(GrowingArray&& other) noexcept { swap(other); }
  GrowingArray& operator=(GrowingArray&& other) noexcept {
    swap(other);
    return *this;
  }
  GrowingArray(const GrowingArray& other) { append(std::span(other)); }
  GrowingArray& operator=(const GrowingArray& other) {
    GrowingArray copy(other);
    swap(copy);
    return *this;
  }
  ~GrowingArray() {
    if (data_ != nullptr) ::munmap(data_, bytes(capacity_));
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  const T& back() const { return data_[size_ - 1]; }

  void push_back(const T& value) {
    if (size_ == capacity_) reserve(size_ + 1);
    data_[size_++] = value;
  }
  void append(std::span<const T> values) {
    reserve(size_ + values.size());
    if (!values.empty()) std::memcpy(static_cast<void*>(data_ + size_), values.data(), values.size_bytes());
    size_ += values.size();
  }
  // New places are zero bytes only as long as the array never shrank.
  void resize(std::size_t size) {
    reserve(size);
    size_ = size;
  }
  void clear() { size_ = 0; }

  void reserve(std::size_t wanted) {
    if (wanted <= capacity_) return;
    const std::size_t capacity = bytes(std::max(wanted, capacity_ + capacity_ / 2)) / sizeof(T);
    void* grown = data_ == nullptr ? ::mmap(nullptr, bytes(capacity), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
                                   : ::mremap(data_, bytes(capacity_), bytes(capacity), MREMAP_MAYMOVE);
    if (grown == MAP_FAILED) throw std::bad_alloc();  // as a vector would
    if (bytes(capacity) >= huge) ::madvise(grown, bytes(capacity), MADV_HUGEPAGE);
    data_ = static_cast<T*>(grown);
    capacity_ = capacity;
  }

 private:
  static constexpr std::size_t page = 4096, huge = std::size_t{2} << 20;
  static std::size_t bytes(std::size_t count) {
    const std::size_t unit = count * sizeof(T) >= huge ? huge : page;
    return (count * sizeof(T) + unit - 1) / unit * unit;
  }
  void swap(GrowingArray& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace tocsin

// A relay for measurements: takes everything on loopback, writes nothing, counts in shared memory how often it took
// which notice. One process, one thread.
//
// Acts:   forks. The counts live in memory that this process and its children share.

#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/check.h"

namespace tocsin {

class Sink {
 public:
  // Recipients are "p<number>@...", numbers from 1 to `most`.
  explicit Sink(std::size_t most) : most_(most) {
    void* shared = ::mmap(nullptr, most + 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    check(shared != MAP_FAILED);
    taken_ = static_cast<std::atomic<std::uint8_t>*>(shared);
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    check(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(listener_, 256) == 0);
    check(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    process_ = ::fork();
    check(process_ >= 0);
    if (process_ == 0) serve();
  }
  ~Sink() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::close(listener_);
    ::munmap(static_cast<void*>(taken_), most_ + 1);
  }
  Sink(const Sink&) = delete;

  int port() const { return port_; }
  int times(std::size_t number) const { return taken_[number]; }
  void forget() {
    for (std::size_t i = 0; i <= most_; ++i) taken_[i] = 0;
  }

 private:
  struct Peer {
    std::string heard;
    std::size_t recipient = 0;
    bool in_text = false;
  };

  [[noreturn]] void serve() {
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event wanted{.events = EPOLLIN, .data = {.fd = listener_}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, listener_, &wanted);
    std::map<int, Peer> peers;
    for (epoll_event events[64];;) {
      const int count = ::epoll_wait(poll, events, 64, -1);
      for (int i = 0; i < count; ++i) {
        const int fd = events[i].data.fd;
        if (fd == listener_) {
          welcome(poll, peers);
        } else if (!talk(fd, peers[fd])) {
          ::close(fd);
          peers.erase(fd);
        }
      }
    }
  }

  void welcome(int poll, std::map<int, Peer>& peers) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    peers[fd] = {};
    epoll_event wanted{.events = EPOLLIN, .data = {.fd = fd}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &wanted);
    say(fd, "220 sink ESMTP\r\n");
  }

  static bool say(int fd, std::string_view text) { return ::send(fd, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()); }

  // Answers all that is whole so far with one write.
  bool talk(int fd, Peer& peer) {
    char some[65536];
    const ssize_t got = ::recv(fd, some, sizeof some, 0);
    if (got <= 0) return false;
    peer.heard.append(some, static_cast<std::size_t>(got));
    std::string answer;
    std::size_t at = 0;
    bool staying = true;
    while (staying) {
      const std::size_t end = peer.heard.find(peer.in_text ? "\r\n.\r\n" : "\r\n", at);
      if (end == std::string::npos) break;
      if (peer.in_text) {
        if (peer.recipient <= most_) ++taken_[peer.recipient];
        peer.in_text = false;
        answer += "250 2.0.0 queued\r\n";
        at = end + 5;
        continue;
      }
      staying = command(peer, std::string_view(peer.heard).substr(at, end - at), answer);
      at = end + 2;
    }
    peer.heard.erase(0, at);
    return say(fd, answer) && staying;
  }

  static bool command(Peer& peer, std::string_view line, std::string& answer) {
    const std::string_view word = line.substr(0, 4);
    if (word == "EHLO") {
      answer += "250-sink\r\n250-PIPELINING\r\n250-SIZE 10000000\r\n250 8BITMIME\r\n";
    } else if (word == "DATA") {
      peer.in_text = true;
      answer += "354 go on\r\n";
    } else if (word == "QUIT") {
      answer += "221 bye\r\n";
      return false;
    } else {
      if (word == "RCPT") std::from_chars(line.data() + 10, line.data() + line.size(), peer.recipient);  // "RCPT TO:<p17@"
      answer += "250 2.1.0 ok\r\n";
    }
    return true;
  }

  std::size_t most_;
  std::atomic<std::uint8_t>* taken_ = nullptr;
  int listener_ = -1, port_ = 0;
  pid_t process_ = -1;
};

}  // namespace tocsin

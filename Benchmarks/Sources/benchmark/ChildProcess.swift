import Foundation
import Glibc

/// One run of another program, with its wall time and its peak memory as the kernel counts it.
///
/// The kernel counts the memory of the program that started it as well, so the benchmark keeps its own small.
struct ChildProcess {
  let exitCode: Int32
  let wall: Duration
  /// The peak resident memory in bytes.
  let peakMemory: Int
  /// The end of what the program wrote to standard error.
  let lastWords: String

  /// Runs a program to its end, without input; what it prints is dropped.
  ///
  static func run(_ path: String, _ arguments: [String]) throws -> ChildProcess {
    let errors = FileManager.default.temporaryDirectory.appending(path: "benchmark-\(getpid()).stderr").path
    defer { unlink(errors) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)

    let words = ([path] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var child = pid_t()
    let start = ContinuousClock.now
    let failure = posix_spawn(&child, path, &actions, nil, words + [nil], environ)
    guard failure == 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(failure)))") }
    var (status, usage) = (Int32(), rusage())
    while wait4(child, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
    }
    let wall = ContinuousClock.now - start
    let text = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
    return ChildProcess(
      exitCode: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
      wall: wall,
      peakMemory: usage.ru_maxrss * 1024,
      lastWords: text.split(separator: "\n").suffix(5).joined(separator: "\n")
    )
  }

  /// The benchmark's own peak resident memory in bytes.
  static var ownPeakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }

  /// Runs a program on one core only; `nil` where the system has no `taskset`.
  static func runOnOneCore(_ path: String, _ arguments: [String]) throws -> ChildProcess? {
    let taskset = "/usr/bin/taskset"
    guard FileManager.default.isExecutableFile(atPath: taskset) else { return nil }
    // Not every core is this process's to use, so the first of those that are.
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let list = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    let core = list?.drop { !$0.isNumber }.prefix { $0.isNumber } ?? "0"
    return try run(taskset, ["--cpu-list", String(core), path] + arguments)
  }
}

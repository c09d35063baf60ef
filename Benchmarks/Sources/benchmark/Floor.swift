import Foundation

/// The least that any audit has to do: read every byte of a snapshot once and see that it is UTF-8, on one core.
struct Floor {
  /// The JSON files of the snapshot, sorted.
  let files: [String]
  /// The number of bytes in them.
  let bytes: Int

  private static let windowSize = 1 << 20

  /// Lists the files of a snapshot.
  init(of snapshot: URL) throws {
    guard let walk = FileManager.default.enumerator(at: snapshot, includingPropertiesForKeys: [.fileSizeKey]) else {
      throw BenchmarkError("\(snapshot.path): the directory cannot be read")
    }
    var found: [(path: String, size: Int)] = []
    for case let url as URL in walk where url.pathExtension == "json" {
      found.append((url.path, try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0))
    }
    found.sort { $0.path < $1.path }
    files = found.map(\.path)
    bytes = found.map(\.size).reduce(0, +)
  }

  /// Reads and validates all files once and returns how long that took.
  func time() throws -> Duration {
    var window = [UInt8](repeating: 0, count: Self.windowSize)
    let start = ContinuousClock.now
    var count = 0
    for file in files { count += try Self.read(file, &window) }
    let duration = ContinuousClock.now - start
    guard count == bytes else { throw BenchmarkError("\(count) bytes were read instead of \(bytes)") }
    return duration
  }

  private static func read(_ file: String, _ window: inout [UInt8]) throws -> Int {
    let descriptor = open(file, O_RDONLY)
    guard descriptor >= 0 else { throw BenchmarkError("\(file): cannot be opened") }
    defer { close(descriptor) }
    var (count, kept) = (0, 0)
    while true {
      let got = window.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: kept), buffer.count - kept)
      }
      guard got >= 0 else { throw BenchmarkError("\(file): cannot be read") }
      guard got > 0 else { break }
      count += got
      let end = kept + got
      // A character that the window cuts is validated with the next one.
      var whole = end
      while whole > max(0, end - 3), window[whole - 1] & 0xC0 == 0x80 { whole -= 1 }
      if whole > 0, window[whole - 1] >= 0xC0 { whole -= 1 } else { whole = end }
      guard (try? UTF8Span(validating: window.span.extracting(0..<whole))) != nil else {
        throw BenchmarkError("\(file): not UTF-8")
      }
      kept = end - whole
      for index in 0..<kept { window[index] = window[whole + index] }
    }
    guard kept == 0 else { throw BenchmarkError("\(file): ends inside a character") }
    return count
  }
}

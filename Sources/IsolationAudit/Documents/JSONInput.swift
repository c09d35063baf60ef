#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file, read piece by piece: from a disk or from memory.
struct JSONInput: ~Copyable {
  private let descriptor: Int32
  private let memory: [UInt8]
  private var position = 0

  /// Opens a file for reading.
  ///
  /// - Throws: ``JSONError`` with the operating system's words.
  init(path: String) throws(JSONError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    memory = []
    guard descriptor >= 0 else { throw Self.failure() }
  }

  /// Reads from bytes in memory.
  init(bytes: [UInt8]) {
    descriptor = -1
    memory = bytes
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Fills a range of a buffer as far as there are bytes, and returns how many there were; fewer only at the end.
  mutating func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(JSONError) -> Int {
    guard descriptor >= 0 else {
      let count = min(range.count, memory.count - position)
      for i in 0..<count { buffer[range.lowerBound + i] = memory[position + i] }
      position += count
      return count
    }
    var filled = 0
    while filled < range.count {
      let start = range.lowerBound + filled
      let wanted = range.upperBound - start
      let count = buffer.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map { systemRead(descriptor, $0 + start, wanted) } ?? 0
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure()
      }
      if count == 0 { break }
      filled += count
    }
    position += filled
    return filled
  }

  private static func failure() -> JSONError {
    JSONError(.unreadable(String(cString: strerror(errno))), offset: 0)
  }
}

/// `read(2)`, under a name that a method called `read` does not hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

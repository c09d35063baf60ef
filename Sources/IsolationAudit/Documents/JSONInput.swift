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

  /// Opens a file for reading, from an offset on.
  ///
  /// - Throws: ``JSONError`` with the operating system's words.
  init(path: String, offset: Int = 0) throws(JSONError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    memory = []
    guard descriptor >= 0 else { throw Self.failure() }
    if offset > 0, lseek(descriptor, off_t(offset), SEEK_SET) < 0 { throw Self.failure() }
    position = offset
  }

  /// Reads from bytes in memory, from an offset on.
  init(bytes: [UInt8], offset: Int = 0) {
    descriptor = -1
    memory = bytes
    position = min(offset, bytes.count)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The size of the file on disk; `nil` if the system does not tell it, and for bytes in memory.
  var size: Int? {
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  /// The number of bytes in memory that are not read yet; `nil` for a file.
  var bytesLeft: Int? { descriptor >= 0 ? nil : memory.count - position }

  /// Fills a range of a buffer as far as there are bytes, and returns how many there were; fewer only at the end.
  mutating func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(JSONError) -> Int {
    guard descriptor >= 0 else {
      let count = min(range.count, memory.count - position)
      let target = range.lowerBound..<range.lowerBound + count
      buffer.replaceSubrange(target, with: memory[position..<position + count])
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

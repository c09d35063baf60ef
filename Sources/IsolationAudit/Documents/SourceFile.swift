import Crypto

/// An input file: its name in reports, its size and digest, and where its bytes are.
package struct SourceFile: Sendable {
  /// Where the bytes of a file are.
  package enum Storage: Sendable {
    /// On disk, at a path.
    case disk(path: String)
    /// In memory.
    case memory([UInt8])
  }

  /// The path shown to people, relative to the root that the file was read from, with `/` between components.
  package var path: String
  /// Where the bytes are.
  package var storage: Storage
  /// The number of bytes, once the file has been read.
  package var byteCount = 0
  /// The SHA-256 of the bytes in lower-case hexadecimal; empty until it has been computed.
  package var sha256 = ""

  /// Records at which a search for a JSON pointer can begin, in the order of their offsets; empty until noted.
  package var recordMarks: [RecordMark] = []
  /// Line and column at every 64 KiB; empty until noted.
  var lineMarks: [SourceLineCounter] = []
  /// What the text was made from, for a file that a program wrote; empty for files that somebody can open.
  package var origins = SourceOrigins()
  /// What is to know of a file that a program wrote; `nil` for files that somebody can open.
  package var virtual: Virtual?

  /// A file that a program wrote: what its path would tell.
  package struct Virtual: Sendable {
    /// The account; empty when it is not known, and no number where a plan does not know its own.
    package var account: String
    /// The Region, or `global`.
    package var region: String
    /// Whether the file only adds to others: that a list is in it does not say that it is all there is.
    package var isOverlay: Bool
  }

  /// An element of a top-level array of a JSON file.
  package struct RecordMark: Sendable {
    /// The offset of its first byte.
    package var offset: UInt32
    /// The top-level key, unescaped.
    package var key: String
    /// Its index in the array.
    package var index: Int
  }

  /// The bytes between two line marks.
  static let lineMarkDistance = 1 << 16

  /// Creates a file that has not been read yet.
  package init(path: String, storage: Storage) {
    self.path = path
    self.storage = storage
  }
}

extension SourceFile {
  /// The number of bytes and the SHA-256 of the file as it is now; `nil` if it cannot be read.
  package func digest() -> (byteCount: Int, sha256: String)? {
    var copy = self
    return copy.survey() ? (copy.byteCount, copy.sha256) : nil
  }

  /// Notes size, SHA-256 and line marks of the file as it is now; returns whether it can be read.
  mutating func survey() -> Bool {
    var hasher = SHA256()
    var count = 0
    var lines = SourceLineCounter()
    var marks: [SourceLineCounter] = []
    let isWhole = forEachChunk { chunk in
      hasher.update(data: chunk)
      var start = chunk.startIndex
      while start < chunk.endIndex {
        if count % Self.lineMarkDistance == 0 { marks.append(lines) }
        let end = min(chunk.endIndex, start + Self.lineMarkDistance - count % Self.lineMarkDistance)
        lines.advance(over: chunk[start..<end])
        count += end - start
        start = end
      }
      return true
    }
    guard isWhole else { return false }
    (byteCount, sha256, lineMarks) = (count, Self.hexadecimal(hasher.finalize()), marks)
    return true
  }

  /// Takes the bytes of a file on disk into memory if there are no more than a number; returns how many were taken.
  mutating func load(upTo count: Int) -> Int {
    guard case .disk(let path) = storage else { return 0 }
    do {
      var input = try JSONInput(path: path)
      guard let size = input.size, size <= count else { return 0 }
      var bytes = [UInt8](repeating: 0, count: size)
      guard try input.read(into: &bytes, 0..<size) == size else { return 0 }
      storage = .memory(bytes)
      return size
    } catch {
      // Whoever reads the file says why it cannot be read.
      return 0
    }
  }

  /// Hands the bytes of the file, from an offset on, to a closure in pieces, until it returns `false`; returns whether
  /// all could be read.
  func forEachChunk(
    from offset: Int = 0,
    size: Int = 1 << 18,
    _ body: (ArraySlice<UInt8>) -> Bool
  ) -> Bool {
    switch storage {
    case .memory(let bytes):
      _ = body(bytes[min(offset, bytes.count)...])
      return true
    case .disk(let path):
      do {
        var input = try JSONInput(path: path, offset: offset)
        var buffer = [UInt8](repeating: 0, count: size)
        while true {
          let count = try input.read(into: &buffer, 0..<buffer.count)
          guard count > 0, body(buffer[..<count]) else { return true }
        }
      } catch {
        return false
      }
    }
  }

  /// The number of bytes of the file, and the first of them; 0 and none if it cannot be read.
  func head(_ count: Int) -> (size: Int, bytes: [UInt8]) {
    switch storage {
    case .memory(let bytes):
      return (bytes.count, Array(bytes.prefix(count)))
    case .disk(let path):
      do {
        var input = try JSONInput(path: path)
        var buffer = [UInt8](repeating: 0, count: count)
        let filled = try input.read(into: &buffer, 0..<count)
        return (input.size ?? filled, Array(buffer.prefix(filled)))
      } catch {
        return (0, [])
      }
    }
  }

  /// The JSON value that begins at an offset; `nil` if there is none, or the file cannot be read any more.
  func value(at offset: UInt32) -> JSONValue? {
    do {
      switch storage {
      case .memory(let bytes):
        return try Self.value(JSONInput(bytes: bytes, offset: Int(offset)))
      case .disk(let path):
        return try Self.value(JSONInput(path: path, offset: Int(offset)))
      }
    } catch {
      return nil
    }
  }

  private static func value(_ input: consuming JSONInput) throws(JSONError) -> JSONValue {
    var tape = JSONTape(keys: JSONKeyTable(known: []))
    var size = 1 << 14
    var filled = 0
    while true {
      tape.moveWindow(to: 0, keeping: 0, size: size)
      let count = try input.read(into: &tape.bytes, filled..<size)
      let isAtEnd = count < size - filled
      filled += count
      tape.clear(from: filled)
      do {
        _ = try tape.parseValue(from: 0, to: filled)
        return tape.value(0)
      } catch {
        guard case .unexpectedEnd = error.reason, !isAtEnd else { throw error }
        size *= 4
      }
    }
  }

  private static func hexadecimal(_ digest: SHA256Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

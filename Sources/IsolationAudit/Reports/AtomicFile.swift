#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is replaced as a whole: a reader sees the old content or the new one, never a part, whatever happens.
package struct AtomicFile {
  /// The path as given.
  package let path: String

  /// Names a file.
  package init(path: String) { self.path = path }

  /// Finds out whether the file can be written, without writing it.
  package func check() throws(ReportError) {
    guard case .regular(let target) = try kind() else { return }
    let directory = Self.directory(of: target)
    var status = stat()
    guard stat(directory, &status) == 0 else { throw failure("the directory \(directory) does not exist") }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw failure("\(directory) is not a directory") }
    guard access(directory, W_OK | X_OK) == 0 else { throw failure("the directory \(directory) is not writable") }
  }

  /// Whether there is something at the path.
  var exists: Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// A text that is the same for two paths of one place: through symbolic links, `.` and `..`, and of a new file as well.
  ///
  /// Devices and pipes take any number of reports, so each path of one is a place of its own.
  func identity() throws(ReportError) -> String {
    guard case .regular(let target) = try kind() else { return "device:\(path)" }
    guard let resolved = realpath(Self.directory(of: target), nil) else { return target }
    defer { free(resolved) }
    let name = target.split(separator: "/").last.map(String.init) ?? target
    return "\(String(cString: resolved))/\(name)"
  }

  /// Removes the file if it is one, and tells whether there was one.
  func removeIfRegular() throws(ReportError) -> Bool {
    guard exists, case .regular(let target) = try kind() else { return false }
    guard unlink(target) == 0 else { throw failure(Self.reason()) }
    return true
  }

  /// Writes the bytes to a new file in the same directory, makes sure that they are on the disk, and renames it.
  ///
  /// - Parameter bytes: The content.
  /// - Throws: ``ReportError`` when that fails; the file is then as it was before.
  package func write(_ bytes: [UInt8]) throws(ReportError) { try write([bytes]) }

  /// Writes pieces that follow each other likewise.
  func write(_ pieces: [[UInt8]]) throws(ReportError) {
    switch try kind() {
    case .stream:
      // A device or a pipe cannot be replaced; it is written as it is.
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(Self.reason()) }
      defer { close(descriptor) }
      guard pieces.allSatisfy({ Self.write($0, to: descriptor) }) else { throw failure(Self.reason()) }
    case .regular(let target):
      try check()
      try replace(target, with: pieces)
    }
  }

  /// Writes bytes to the standard output.
  package static func writeToStandardOutput(_ bytes: [UInt8]) throws(ReportError) {
    guard write(bytes, to: STDOUT_FILENO) else {
      throw ReportError(message: "cannot write to the standard output: \(reason())")
    }
  }

  private func replace(_ target: String, with pieces: [[UInt8]]) throws(ReportError) {
    let directory = Self.directory(of: target)
    let name = target.split(separator: "/").last.map(String.init) ?? "report"
    var temporary = ""
    var descriptor: Int32 = -1
    // The process id makes the name its own; a file that a killed run left behind is stepped over.
    for attempt in 0..<100 where descriptor < 0 {
      temporary = "\(directory)/.\(name.prefix(100)).\(getpid()).\(attempt).tmp"
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 || errno == EEXIST else { throw failure(Self.reason()) }
    }
    guard descriptor >= 0 else { throw failure("the directory \(directory) is full of files of broken runs") }
    var complaint: String?
    if !pieces.allSatisfy({ Self.write($0, to: descriptor) }) || fsync(descriptor) != 0 { complaint = Self.reason() }
    if close(descriptor) != 0, complaint == nil { complaint = Self.reason() }
    if complaint == nil, rename(temporary, target) != 0 { complaint = Self.reason() }
    if let complaint {
      unlink(temporary)
      throw failure(complaint)
    }
    // The new name is in the directory, which is written to the disk on its own; where that cannot be, the file is whole.
    let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Whether the path is a device, a pipe or a socket, beside which no other file can stand.
  var isStream: Bool {
    if case .stream? = try? kind() { true } else { false }
  }

  private enum Kind {
    /// A file, or nothing yet, at a path without symbolic links at its end.
    case regular(String)
    /// A device, a pipe or a socket.
    case stream
  }

  private func kind() throws(ReportError) -> Kind {
    guard !path.utf8.contains(0) else { throw failure("a path cannot contain U+0000") }
    guard !path.hasSuffix("/") else { throw failure("it is a directory, expected a file") }
    var status = stat()
    guard stat(path, &status) == 0 else {
      switch errno {
      case ENOENT, ENOTDIR: return .regular(path)
      default: throw failure(Self.reason())
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw failure("it is a directory, expected a file")
    case S_IFREG: break
    default: return .stream
    }
    // A symbolic link stays; the file that it names is replaced.
    guard let resolved = realpath(path, nil) else { throw failure(Self.reason()) }
    defer { free(resolved) }
    return .regular(String(cString: resolved))
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        #if canImport(Glibc)
          let count = Glibc.write(descriptor, part.baseAddress, part.count)
        #elseif canImport(Musl)
          let count = Musl.write(descriptor, part.baseAddress, part.count)
        #elseif canImport(Darwin)
          let count = Darwin.write(descriptor, part.baseAddress, part.count)
        #endif
        if count < 0 {
          guard errno == EINTR else { return false }
          continue
        }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  /// The last error of the system in its own words.
  private static func reason() -> String {
    let number = errno
    guard let words = strerror(number) else { return "system error \(number)" }
    return String(cString: words).prefix(1).lowercased() + String(cString: words).dropFirst()
  }

  private func failure(_ reason: String) -> ReportError {
    ReportError(message: "cannot write \(path.visible(limit: 400)): \(reason.visible(limit: 600))")
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of a directory and all below it.
enum SnapshotFolder {
  /// The paths of all files whose names end in `.json`, relative to a directory, sorted.
  ///
  /// Links to files are followed, links to directories are not: they could lead round in a circle.
  ///
  /// - Throws: ``SnapshotError`` if it is no directory or cannot be listed.
  static func jsonFiles(in root: String) throws(SnapshotError) -> [String] {
    guard kind(of: root, followsLinks: true) == .directory else { throw .notADirectory(path: root) }
    var files: [String] = []
    var pending = [""]
    while let folder = pending.popLast() {
      let path = folder.isEmpty ? root : root + "/" + folder
      for name in try names(in: path) {
        let relative = folder.isEmpty ? name : folder + "/" + name
        switch kind(of: path + "/" + name, followsLinks: false) {
        case .directory: pending.append(relative)
        case .file: if name.hasSuffix(".json") { files.append(relative) }
        case .link:
          if name.hasSuffix(".json"), kind(of: path + "/" + name, followsLinks: true) == .file {
            files.append(relative)
          }
        case .other: break
        }
      }
    }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private enum Kind {
    case directory, file, link, other
  }

  private static func kind(of path: String, followsLinks: Bool) -> Kind {
    var status = stat()
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFREG: return .file
    case S_IFLNK: return .link
    default: return .other
    }
  }

  private static func names(in path: String) throws(SnapshotError) -> [String] {
    guard let folder = opendir(path) else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}

/// A place in an input file, as people and editors name it.
public struct SourceLocation: Hashable, Sendable, Codable {
  /// The path of the file, relative to the root that it was read from, with `/` between components.
  public var file: String
  /// The line, counted from 1; 0 where the whole file is meant.
  public var line: Int
  /// The column in Unicode code points, counted from 1; 0 where the whole file is meant.
  public var column: Int
  /// The JSON pointer (RFC 6901) of the value, such as `/NetworkInterfaces/4/SubnetId`; `nil` outside JSON.
  public var pointer: String?
  /// The Terraform address of the resource that declares it, such as `module.hub.aws_route.west["a"]`; `nil` for what was
  /// not planned by Terraform.
  public var address: String?

  /// Creates a place; without line and column, the whole file.
  public init(file: String, line: Int = 0, column: Int = 0, pointer: String? = nil, address: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.pointer = pointer
    self.address = address
  }
}

extension SourceLocation: CustomStringConvertible {
  /// The place as `file:line:column #/pointer (address)`, leaving out what is not known.
  public var description: String {
    var text = file
    if line > 0 { text += ":\(line):\(column)" }
    if let pointer { text += " #\(pointer)" }
    if let address { text += " (\(address))" }
    return text
  }
}

extension SourceLocation: Comparable {
  /// Orders places by file, then line, then column, then pointer, then address.
  public static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    (a.file, a.line, a.column, a.pointer ?? "", a.address ?? "")
      < (b.file, b.line, b.column, b.pointer ?? "", b.address ?? "")
  }
}

/// The address of a module instance: the calls that lead to it from the root module, each with its key.
struct TerraformModuleInstance: Hashable, Sendable {
  /// One call.
  struct Call: Hashable, Sendable {
    var name: String
    var key: TerraformKey?
  }

  /// The calls, from the root module on.
  var calls: [Call] = []

  /// The root module.
  static let root = TerraformModuleInstance()
}

extension TerraformModuleInstance {
  /// Reads an address such as `module.net["a"].module.sub[0]`; `nil` if it is none.
  init?(_ address: String) {
    guard !address.isEmpty else { return }
    guard let steps = TerraformTraversal(address)?.steps else { return nil }
    var index = 0
    while index < steps.count {
      guard case .attribute("module") = steps[index], index + 1 < steps.count,
        case .attribute(let name) = steps[index + 1]
      else { return nil }
      index += 2
      var key: TerraformKey?
      if index < steps.count {
        switch steps[index] {
        case .index(let number): key = .number(number)
        case .key(let text): key = .string(text)
        case .attribute: break
        }
        if key != nil { index += 1 }
      }
      calls.append(Call(name: name, key: key))
    }
  }

  /// The address; empty for the root module.
  var address: String { calls.map { "module.\($0.name)\($0.key?.text ?? "")" }.joined(separator: ".") }

  /// The names of the calls without keys: the module in the configuration.
  var names: [String] { calls.map(\.name) }

  /// The names joined by dots, as `modules.json` writes them.
  var path: String { names.joined(separator: ".") }

  /// The module instance that calls this one; the root module for itself.
  var parent: TerraformModuleInstance { TerraformModuleInstance(calls: Array(calls.dropLast())) }

  /// The instance of a module that this one calls.
  func child(_ name: String, _ key: TerraformKey?) -> TerraformModuleInstance {
    TerraformModuleInstance(calls: calls + [Call(name: name, key: key)])
  }

  /// The address of something in the module instance.
  func address(of part: String) -> String { calls.isEmpty ? part : address + "." + part }
}

/// A way of names and indices, as references and addresses are written: `module.net["a"].aws_subnet.private[0].id`.
struct TerraformTraversal: Hashable, Sendable {
  /// The steps; the first is a name.
  var steps: [TerraformReference.Step]

  /// Creates a traversal of steps.
  init(_ steps: [TerraformReference.Step]) { self.steps = steps }

  /// Reads a traversal; `nil` if the text is none.
  init?(_ text: String) {
    steps = []
    let bytes = Array(text.utf8)
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "[") {
        position += 1
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
          guard let (key, after) = Self.quoted(bytes, from: position + 1) else { return nil }
          steps.append(.key(key))
          position = after
        } else {
          var end = position
          while end < bytes.count, bytes[end] != UInt8(ascii: "]") { end += 1 }
          guard let number = Int(String(decoding: bytes[position..<end], as: UTF8.self)) else { return nil }
          steps.append(.index(number))
          position = end
        }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "]") else { return nil }
        position += 1
        continue
      }
      if bytes[position] == UInt8(ascii: ".") {
        guard !steps.isEmpty else { return nil }
        position += 1
      } else if !steps.isEmpty {
        return nil
      }
      var end = position
      while end < bytes.count, bytes[end] != UInt8(ascii: "."), bytes[end] != UInt8(ascii: "[") { end += 1 }
      guard end > position else { return nil }
      steps.append(.attribute(String(decoding: bytes[position..<end], as: UTF8.self)))
      position = end
    }
    if steps.isEmpty { return nil }
  }

  /// The inside of a quoted key, unescaped, and the position after the closing quote.
  private static func quoted(_ bytes: [UInt8], from start: Int) -> (String, Int)? {
    var text: [UInt8] = []
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""): return (String(decoding: text, as: UTF8.self), position + 1)
      case UInt8(ascii: "\\") where position + 1 < bytes.count:
        switch bytes[position + 1] {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        default: text.append(bytes[position + 1])
        }
        position += 2
      default:
        text.append(bytes[position])
        position += 1
      }
    }
    return nil
  }

  /// The traversal as Terraform writes it.
  var text: String {
    let text = TerraformReference.text(steps)
    return text.hasPrefix(".") ? String(text.dropFirst()) : text
  }
}

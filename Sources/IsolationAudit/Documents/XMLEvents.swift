import CLibXML2

/// Listens to the parser and builds the tree; stops it at the first thing that is refused.
///
/// One object lives for one document on one thread; the parser knows it by an unretained pointer for the time of
/// ``run(_:)``.
final class XMLEvents {
  /// The root element, when the document was read to its end.
  private(set) var root: XMLElement?
  /// The first reason to refuse the document.
  private(set) var fault: XMLFault?

  private let maximumDepth: Int
  private let buildsTree: Bool
  private var depth = 0
  /// The elements that are open, outermost first.
  private var open: [XMLElement] = []
  /// The text since the last tag; the parser hands it out in pieces.
  private var pending = ""
  private var context: xmlParserCtxtPtr?

  init(maximumDepth: Int, buildsTree: Bool) {
    (self.maximumDepth, self.buildsTree) = (maximumDepth, buildsTree)
  }

  /// Parses the document that a parser was made for.
  func run(_ context: xmlParserCtxtPtr) {
    self.context = context
    defer { self.context = nil }
    withExtendedLifetime(self) {
      isolationaudit_xmlCtxtSetHandlers(
        context,
        Unmanaged.passUnretained(self).toOpaque(),
        { listener, _, _, _ in XMLEvents.tell(listener) { $0.refuse("a document type declaration is not allowed") } },
        { listener, _, _, _, _, _ in XMLEvents.tell(listener) { $0.refuse("an entity declaration is not allowed") } },
        { listener, name, prefix, _, _, _, count, _, attributes in
          XMLEvents.tell(listener) { $0.start(name, prefix: prefix, attributes: attributes, count: Int(count)) }
        },
        { listener, _, _, _ in XMLEvents.tell(listener) { $0.end() } },
        buildsTree ? Self.characters : nil,
        { listener, error in
          guard let error else { return }
          XMLEvents.tell(listener) { $0.report(error.pointee) }
        }
      )
      let status = xmlParseDocument(context)
      if fault == nil, status != 0 || context.pointee.wellFormed == 0 {
        refuse("the document is not well-formed")
      }
    }
  }

  private static let characters: charactersSAXFunc = { listener, characters, count in
    XMLEvents.tell(listener) { $0.text(characters, count: Int(count)) }
  }

  /// Hands the listener of a parser to a closure, without counting references: there is a call for each tag.
  private static func tell(_ listener: UnsafeMutableRawPointer?, _ body: (XMLEvents) -> Void) {
    guard let listener else { return }
    Unmanaged<XMLEvents>.fromOpaque(listener)._withUnsafeGuaranteedRef(body)
  }

  /// Keeps the first fault and stops the parser.
  private func refuse(_ message: String) {
    guard let context else { return }
    if fault == nil {
      let line = Int(isolationaudit_xmlCtxtLine(context))
      fault = XMLFault(line: line, column: line > 0 ? Int(isolationaudit_xmlCtxtColumn(context)) : 0, message: message)
    }
    xmlStopParser(context)
  }

  private func report(_ error: xmlError) {
    // A warning, such as a namespace that is no URI, leaves the document readable.
    guard fault == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    let message = error.message.map { String(cString: $0) } ?? "the document is not well-formed"
    let line = Int(error.line)
    fault = XMLFault(line: line, column: line > 0 ? Int(error.int2) : 0, message: message.asFaultMessage)
    if let context { xmlStopParser(context) }
  }

  private func start(
    _ name: UnsafePointer<xmlChar>?,
    prefix: UnsafePointer<xmlChar>?,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    count: Int
  ) {
    guard fault == nil else { return }
    depth += 1
    guard depth <= maximumDepth else {
      return refuse("elements are nested more than \(maximumDepth) deep")
    }
    guard buildsTree, let context else { return }
    flush()
    var element = XMLElement(
      name: Self.qualified(name, prefix: prefix),
      line: Int(isolationaudit_xmlCtxtLine(context)),
      column: Int(isolationaudit_xmlCtxtColumn(context))
    )
    // Five pointers for each attribute: local name, prefix, namespace, start and end of the value.
    if let attributes {
      for index in 0..<count {
        let field = attributes + index * 5
        guard let start = field[3], let end = field[4] else { continue }
        let value = Self.value(UnsafeBufferPointer(start: start, count: end - start))
        element.attributes.append(.init(name: Self.qualified(field[0], prefix: field[1]), value: value))
      }
    }
    open.append(element)
  }

  private func end() {
    guard fault == nil else { return }
    depth -= 1
    guard buildsTree else { return }
    flush()
    guard let element = open.popLast() else { return }
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(.element(element))
    }
  }

  private func text(_ characters: UnsafePointer<xmlChar>?, count: Int) {
    guard fault == nil, buildsTree, let characters else { return }
    pending += String(decoding: UnsafeBufferPointer(start: characters, count: count), as: UTF8.self)
  }

  /// Makes one node of the text since the last tag.
  private func flush() {
    guard !pending.isEmpty else { return }
    if let last = open.indices.last { open[last].children.append(.text(pending)) }
    pending = ""
  }

  /// The value of an attribute; the parser leaves `&#38;` in it for each ampersand, and no other reference.
  private static func value(_ bytes: UnsafeBufferPointer<xmlChar>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    let reference = Array("&#38;".utf8)
    var value: [UInt8] = []
    value.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      value.append(bytes[index])
      index += bytes[index...].starts(with: reference) ? reference.count : 1
    }
    return String(decoding: value, as: UTF8.self)
  }

  private static func qualified(_ name: UnsafePointer<xmlChar>?, prefix: UnsafePointer<xmlChar>?) -> String {
    let local = name.map { String(cString: $0) } ?? ""
    return prefix.map { String(cString: $0) + ":" + local } ?? local
  }
}

extension String {
  /// The library's message in the form of the others: one line, lower case at its start.
  fileprivate var asFaultMessage: String {
    let line = split(whereSeparator: \.isNewline).joined(separator: "; ")
    guard let first = line.first, let second = line.dropFirst().first, first.isUppercase, !second.isUppercase else {
      return line
    }
    return first.lowercased() + line.dropFirst()
  }
}

/// An element of an XML document, copied out of the parser: a plain value without pointers.
package struct XMLElement: Hashable, Sendable {
  /// An attribute of an element.
  package struct Attribute: Hashable, Sendable {
    /// The name as written, with its prefix.
    package var name: String
    /// The value, with references replaced.
    package var value: String

    /// Creates an attribute.
    package init(name: String, value: String) { (self.name, self.value) = (name, value) }
  }

  /// What stands inside an element; comments and processing instructions are not kept.
  package enum Node: Hashable, Sendable {
    /// An element.
    case element(XMLElement)
    /// Text between two tags; a CDATA section is text.
    case text(String)
  }

  /// The name as written, with its prefix.
  package var name: String
  /// The attributes in document order; namespace declarations are not among them.
  package var attributes: [Attribute]
  /// The children in document order.
  package var children: [Node]
  /// The line on which the start tag ends, counted from 1.
  package var line: Int
  /// The column at which the start tag ends, counted from 1.
  package var column: Int

  /// Creates an element.
  package init(
    name: String,
    attributes: [Attribute] = [],
    children: [Node] = [],
    line: Int = 0,
    column: Int = 0
  ) {
    (self.name, self.attributes, self.children) = (name, attributes, children)
    (self.line, self.column) = (line, column)
  }

  /// The value of the attribute with a name, or `nil`.
  package func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// The child elements, in document order.
  package var elements: [XMLElement] {
    children.compactMap { node in
      if case .element(let element) = node { element } else { nil }
    }
  }

  /// The child elements with a name, in document order.
  package func elements(named name: String) -> [XMLElement] {
    elements.filter { $0.name == name }
  }

  /// The first child element with a name, or the element at the end of a path of names, or `nil`.
  package func element(_ path: String...) -> XMLElement? {
    path.reduce(Optional(self)) { element, name in
      element?.elements.first { $0.name == name }
    }
  }

  /// The text directly inside the element, without white space at its ends.
  package var text: String {
    let whole = children.reduce(into: "") { text, node in
      if case .text(let part) = node { text += part }
    }
    let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }
    let scalars = whole.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}

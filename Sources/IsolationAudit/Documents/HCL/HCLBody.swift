/// A place in an HCL text.
package struct HCLPlace: Hashable, Sendable {
  /// The line, counted from 1.
  package var line: Int
  /// The column in code points, counted from 1.
  package var column: Int

  /// Creates a place.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// What stands in a file or between the braces of a block (HCL native syntax, "Structural Elements").
package struct HCLBody: Hashable, Sendable {
  /// The attributes, in the order of the text.
  package var attributes: [HCLAttribute] = []
  /// The blocks, in the order of the text.
  package var blocks: [HCLBlock] = []

  /// The first attribute with a name.
  package func attribute(_ name: String) -> HCLAttribute? { attributes.first { $0.name == name } }

  /// The blocks of a type, in the order of the text.
  package func blocks(_ type: String) -> [HCLBlock] { blocks.filter { $0.type == type } }
}

/// A name and the expression that it is set to.
package struct HCLAttribute: Hashable, Sendable {
  /// The name.
  package var name: String
  /// The expression.
  package var value: HCLExpression
  /// The place of the name.
  package var place: HCLPlace
}

/// A block: `resource "aws_vpc" "main" { … }`.
package struct HCLBlock: Hashable, Sendable {
  /// The type, `resource`.
  package var type: String
  /// The labels, without quotes.
  package var labels: [String]
  /// What stands between the braces.
  package var body: HCLBody
  /// The place of the type.
  package var place: HCLPlace
}

/// What is wrong with an HCL text, and where; the rest of it is read.
package struct HCLFault: Error, Hashable, Sendable {
  /// What is wrong and what was expected.
  package var message: String
  /// Where.
  package var place: HCLPlace
}

/// A file in HCL's native syntax, such as `main.tf`.
package struct HCLFile: Hashable, Sendable {
  /// What stands in it.
  package var body: HCLBody
  /// What could not be read.
  package var faults: [HCLFault]

  /// Reads a text; what is no HCL is a fault, and reading goes on after it.
  package init(parsing bytes: [UInt8]) {
    var parser = HCLParser(bytes)
    body = parser.parseFile()
    faults = parser.faults
  }

  /// Reads a text; what is no HCL is a fault, and reading goes on after it.
  package init(parsing text: String) { self.init(parsing: Array(text.utf8)) }
}

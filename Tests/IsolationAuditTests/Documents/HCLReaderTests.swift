import IsolationAudit
import Testing

@Suite("HCL: reading the native syntax")
struct HCLReaderTests {
  @Test(
    "expressions are read with the precedence and the forms of the specification",
    arguments: [
      ("null", "null"),
      ("true", "true"),
      ("1.5e3", "1.5e3"),
      (#""a\tb\"c\u00e9""#, "\"a\tb\"cé\""),
      (#""$${a} %%{b}""#, #""${a} %{b}""#),
      (#""a ${b} c""#, #""a ${b} c""#),
      (#""${"x${y}"}""#, #""${"x${y}"}""#),
      ("a.b[0].c", "a.b[0].c"),
      ("a.0.b", "a[0].b"),
      (#"a["k"].c"#, #"a["k"].c"#),
      ("a[b.c]", "a[b.c]"),
      ("a[*].b.c[0]", "a[*].b.c[0]"),
      ("a.*.b", "a[*].b"),
      ("1 + 2 * 3", "(1 + (2 * 3))"),
      ("1 - 2 - 3", "((1 - 2) - 3)"),
      ("a && b || c", "((a && b) || c)"),
      ("a == b && c != d", "((a == b) && (c != d))"),
      ("!a && -b < c", "((!a) && ((-b) < c))"),
      ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
      ("(a || b) && c", "((a || b) && c)"),
      ("f()", "f()"),
      ("f(a, [b],)", "f(a, [b])"),
      ("f(a...)", "f(a...)"),
      ("provider::aws::arn_parse(a)", "provider::aws::arn_parse(a)"),
      ("[1, 2,\n 3\n]", "[1, 2, 3]"),
      ("{ a = 1, \"b\" = 2\n c : 3 }", #"{"a": 1, "b": 2, "c": 3}"#),
      ("{ (a) = 1 }", "{a: 1}"),
      ("{ for-each = 1 }", #"{"for-each": 1}"#),
      ("[for a in b : a.c if a.d]", "[for a in b : a.c if a.d]"),
      ("{for k, v in b : k => v}", "{for k, v in b : k => v}"),
      ("{for v in b : v.k => v...}", "{for v in b : v.k => v...}"),
      ("<<EOT\n  a\n  ${b}\nEOT", "\"  a\n  ${b}\n\""),
      ("<<-EOT\n    a\n      b\n    EOT", "\"a\n  b\n\""),
      (#""%{ if a }x%{ else }y%{ endif }""#, #""%{if a}x%{else}y%{end}""#),
      (#""%{ for a in b ~}  ${a} %{~ endfor }""#, #""%{for a in b}${a}%{end}""#),
      ("a /* inside */ + b // after", "(a + b)"),
    ]
  )
  func expression(text: String, expected: String) {
    let file = HCLFile(parsing: "x = \(text)\ny = 1\n")
    #expect(file.faults == [])
    #expect(file.body.attributes.first.map { shown($0.value) } == expected)
    #expect(file.body.attributes.map(\.name) == ["x", "y"])
  }

  @Test("blocks have their labels, and everything its place")
  func blocks() {
    let file = HCLFile(
      parsing: """
        # é comment
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
          tags = { Name = "é" }

          timeouts { create = "5m" }
        }
        locals { a = 1 }
        """
    )
    #expect(file.faults == [])
    #expect(file.body.blocks.map(\.type) == ["resource", "locals"])
    #expect(file.body.blocks[0].labels == ["aws_vpc", "main"])
    #expect(file.body.blocks[0].place == HCLPlace(line: 2, column: 1))
    #expect(file.body.blocks[0].body.attributes.map(\.name) == ["cidr_block", "tags"])
    #expect(file.body.blocks[0].body.attribute("tags")?.value.place == HCLPlace(line: 4, column: 10))
    #expect(file.body.blocks[0].body.blocks.map(\.place) == [HCLPlace(line: 6, column: 3)])
  }

  @Test(
    "what is no HCL is named with its place, and the rest is read",
    arguments: [
      ("a = \nb = 2\n", "1:5 unexpected end of the line, expected an expression", ["b"]),
      ("a = [1\nb = 2\n", "2:1 unexpected 'b', expected ']'", []),
      ("a = 1 2\nb = 2\n", "1:7 unexpected '2', expected the end of the line", ["a", "b"]),
      ("a = \"x\nb = 2\n", "1:7 unexpected end of the line, expected '\"' at the end of the text", ["b"]),
      ("a = \"\\q\"\nb = 2\n", "1:6 unknown escape, expected one of \\n \\r \\t \\\" \\\\ \\u \\U", ["b"]),
      ("a b\nc = 1\n", "1:4 unexpected end of the line, expected '=' or '{' after a", ["c"]),
      ("= 1\nb = 2\n", "1:1 unexpected '=', expected the name of a block or an attribute", ["b"]),
      ("}\nb = 2\n", "1:1 unexpected '}', expected a block or an attribute", ["b"]),
      ("a = <<EOT\nx\n", "1:5 the text ends inside a heredoc, expected a line EOT", []),
    ]
  )
  func faults(text: String, fault: String, names: [String]) {
    let file = HCLFile(parsing: text)
    #expect(file.faults.first.map { "\($0.place.line):\($0.place.column) \($0.message)" } == fault)
    #expect(file.body.attributes.map(\.name) == names)
  }

  @Test("a block that is not closed, and nesting without end, are faults and no crash")
  func limits() {
    #expect(HCLFile(parsing: "a {\n b = 1\n").faults.first?.message.contains("expected '}' for a") == true)
    for text in ["[", "(", "{ a = ", "!", "\"${", "f(", "a[", "x ? ", "{ for a in "] {
      let file = HCLFile(parsing: "a = " + String(repeating: text, count: 20_000))
      #expect(!file.faults.isEmpty, "\(text)")
    }
    #expect(!HCLFile(parsing: String(repeating: "a {", count: 20_000)).faults.isEmpty)
  }

  @Test("no text makes the reader crash: every beginning of a file, and every file with a byte changed")
  func damaged() throws {
    let bytes = try FixtureFile.bytes("terraform/network/main.tf")
    for end in stride(from: 0, to: bytes.count, by: 53) { _ = HCLFile(parsing: Array(bytes[..<end])) }
    for position in stride(from: 0, to: bytes.count, by: 61) {
      var damaged = bytes
      damaged[position] = Array("\"{}[]()$%=,.<\n\\".utf8)[position % 15]
      _ = HCLFile(parsing: damaged)
    }
  }

  @Test("the references of an expression are its names, without those that a loop introduces")
  func references() {
    let file = HCLFile(
      parsing: "x = merge({ for k, v in local.nets : k => v.cidr }, "
        + #"{ a = aws_vpc.main.id, b = var.m["k"].z }, data.t.n[0].id)"#
    )
    #expect(
      file.body.attributes.first?.value.references == [
        "local.nets", "aws_vpc.main.id", "var.m[\"k\"].z", "data.t.n[0].id",
      ]
    )
  }
}

/// An expression in one form, with every operation in brackets.
private func shown(_ expression: HCLExpression) -> String {
  switch expression.kind {
  case .null: return "null"
  case .bool(let value): return "\(value)"
  case .number(let text): return text
  case .template(let parts): return "\"" + parts.map(shown).joined() + "\""
  case .tuple(let elements): return "[" + elements.map(shown).joined(separator: ", ") + "]"
  case .object(let items):
    return "{" + items.map { shown($0.key) + ": " + shown($0.value) }.joined(separator: ", ") + "}"
  case .variable(let name): return name
  case .attribute(let base, let name): return shown(base) + "." + name
  case .index(let base, let index): return shown(base) + "[" + shown(index) + "]"
  case .splat(let base, let steps):
    return shown(base) + "[*]"
      + steps.map { step in
        switch step {
        case .attribute(let name): "." + name
        case .index(let index): "[" + shown(index) + "]"
        }
      }.joined()
  case .call(let name, let arguments, let expandsLast):
    return name + "(" + arguments.map(shown).joined(separator: ", ") + (expandsLast ? "..." : "") + ")"
  case .unary(let symbol, let operand): return "(" + symbol + shown(operand) + ")"
  case .binary(let symbol, let left, let right): return "(" + shown(left) + " " + symbol + " " + shown(right) + ")"
  case .conditional(let condition, let first, let second):
    return "(" + shown(condition) + " ? " + shown(first) + " : " + shown(second) + ")"
  case .forTuple(let introduction, let result, let condition):
    return "[" + shown(introduction) + " : " + shown(result) + (condition.map { " if " + shown($0) } ?? "") + "]"
  case .forObject(let introduction, let key, let value, let isGrouped, let condition):
    return "{" + shown(introduction) + " : " + shown(key) + " => " + shown(value) + (isGrouped ? "..." : "")
      + (condition.map { " if " + shown($0) } ?? "") + "}"
  }
}

private func shown(_ introduction: HCLForIntroduction) -> String {
  "for " + (introduction.key.map { $0 + ", " } ?? "") + introduction.value + " in " + shown(introduction.collection)
}

private func shown(_ part: HCLTemplatePart) -> String {
  switch part {
  case .text(let text): return text
  case .interpolation(let expression): return "${" + shown(expression) + "}"
  case .conditional(let condition, let first, let second):
    return "%{if " + shown(condition) + "}" + first.map(shown).joined() + "%{else}"
      + second.map(shown).joined() + "%{end}"
  case .loop(let introduction, let parts):
    return "%{" + shown(introduction) + "}" + parts.map(shown).joined() + "%{end}"
  }
}

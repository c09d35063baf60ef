import IsolationAudit
import Testing

@Suite("Symbol table")
struct SymbolTableTests {
  @Test("a text has one symbol, and a symbol gives its text back")
  func interning() {
    var table = SymbolTable()
    let vpc = table.intern("vpc-1")
    let subnet = table.intern("subnet-1")
    #expect(vpc != subnet)
    #expect(table.intern("vpc-1") == vpc)
    #expect(table[vpc] == "vpc-1" && table[subnet] == "subnet-1")
    #expect(table.count == 3)
  }

  @Test("the empty text is there from the beginning")
  func empty() {
    var table = SymbolTable()
    #expect(table.count == 1)
    #expect(table.intern("") == .empty && Symbol.empty.isEmpty)
    #expect(table[.empty] == "")
    #expect(table.find("") == .empty)
  }

  @Test("looking for a text does not add it")
  func finding() {
    var table = SymbolTable()
    #expect(table.find("vpc-1") == nil)
    let symbol = table.intern("vpc-1")
    #expect(table.find("vpc-1") == symbol)
    #expect(table.find("vpc-2") == nil && table.find("vpc-") == nil && table.find("vpc-11") == nil)
    #expect(table.count == 2)
  }

  @Test("many texts keep their symbols while the table grows")
  func growth() {
    var table = SymbolTable()
    // Lengths below, at and above a word of eight bytes; many texts differ in one byte only.
    let texts = (0..<20_000).map { index in
      let padding = String(repeating: "x", count: index % 19)
      return index % 2 == 0 ? "\(index)\(padding)" : "\(padding)\(index)"
    }
    let symbols = texts.map { table.intern($0) }
    #expect(Set(symbols).count == Set(texts).count)
    for (text, symbol) in zip(texts, symbols) {
      guard table.find(text) == symbol, table[symbol] == text else {
        Issue.record("\(text) lost its symbol")
        return
      }
    }
    #expect(table.count == Set(texts).count + 1)
  }

  @Test(
    "texts are compared byte by byte",
    arguments: [
      ("é", "e\u{301}"), ("a", "A"), ("a", "a\u{0}"), ("\u{0}", "\u{0}\u{0}"), ("abcdefgh", "abcdefghh"),
      ("abcdefghi", "abcdefgh\u{0}"), ("12345678a", "12345678b"), ("a2345678", "b2345678"),
    ]
  )
  func bytes(first: String, second: String) {
    var table = SymbolTable()
    let (a, b) = (table.intern(first), table.intern(second))
    #expect(a != b)
    #expect(Array(table.utf8(a)) == Array(first.utf8) && Array(table.utf8(b)) == Array(second.utf8))
  }
}

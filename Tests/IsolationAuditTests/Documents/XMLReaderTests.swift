import Foundation
import IsolationAudit
import Testing

@Suite("XML reader")
struct XMLReaderTests {
  @Test("the configuration of a VPN connection becomes a plain tree")
  func customerGateway() throws {
    let root = try XMLReader().read(FixtureFile.bytes("xml/vpn-customer-gateway.xml"))
    #expect(root.name == "vpn_connection")
    #expect(root.attribute("id") == "vpn-0a1b2c3d4e5f60718")
    #expect(root.attribute("name") == nil)
    #expect(root.element("customer_gateway_id")?.text == "cgw-0a1b2c3d4e5f60718")
    #expect(root.element("vpn_gateway_id")?.text == "")
    #expect(root.elements(named: "ipsec_tunnel").count == 2)
    let tunnel = try #require(root.element("ipsec_tunnel"))
    #expect(tunnel.line == 8 && tunnel.column > 2)
    #expect(tunnel.element("customer_gateway", "tunnel_outside_address", "ip_address")?.text == "203.0.113.10")
    #expect(tunnel.element("customer_gateway", "bgp", "asn")?.text == "65010")
    #expect(tunnel.element("customer_gateway", "nothing", "asn") == nil)
  }

  @Test("character references, predefined entities and CDATA are text, one node each run")
  func text() throws {
    let root = try XMLReader().read("<a b='&lt;&#x41;'> x &amp; <![CDATA[<y>]]>&#10;z<!-- no --></a>")
    #expect(root.attribute("b") == "<A")
    #expect(root.children == [.text(" x & <y>\nz")])
    #expect(root.text == "x & <y>\nz")
  }

  @Test("prefixes stay in names")
  func prefixes() throws {
    let root = try XMLReader().read("<x:a xmlns:x='urn:x' x:b='1'/>")
    #expect(root.name == "x:a")
    #expect(root.attributes == [.init(name: "x:b", value: "1")])
  }

  @Test(
    "a document type is refused before an entity is read",
    arguments: [
      "xml/billion-laughs.xml", "xml/external-entity.xml",
    ]
  )
  func documentTypeFixture(path: String) throws {
    let bytes = try FixtureFile.bytes(path)
    let fault = #expect(throws: XMLFault.self) { try XMLReader().read(bytes) }
    #expect(fault?.message == "a document type declaration is not allowed")
    #expect(fault?.line == 2)
  }

  @Test(
    "every form of document type is refused",
    arguments: [
      "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'http://203.0.113.1/a.dtd'><a/>",
      "<!DOCTYPE a PUBLIC '-//X//Y' 'file:///etc/passwd'><a/>", "<!DOCTYPE a [<!ELEMENT a ANY>]><a/>",
      "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>",
      "<!DOCTYPE a [<!ATTLIST a b CDATA 'x'>]><a/>",
      "<?xml version='1.0' encoding='UTF-8'?>\n<!-- x --><!DOCTYPE a><a/>",
    ]
  )
  func documentType(document: String) {
    let fault = #expect(throws: XMLFault.self) { try XMLReader().read(document) }
    #expect(fault?.message == "a document type declaration is not allowed")
  }

  @Test("a document type in another encoding is refused as well")
  func documentTypeInUTF16() {
    let bytes: [UInt8] = [0xFF, 0xFE] + Array("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".utf8).flatMap { [$0, 0] }
    let fault = #expect(throws: XMLFault.self) { try XMLReader().read(bytes) }
    #expect(fault?.message == "a document type declaration is not allowed")
  }

  @Test(
    "what is not well-formed is refused with its place",
    arguments: [
      ("", 1, "the document is empty"),
      ("   ", 1, "start tag expected"),
      ("<a>", 1, "premature end of data in tag a line 1"),
      ("<a>\n  <b>\n</a>", 3, "opening and ending tag mismatch: b line 2 and a"),
      ("<a/><b/>", 1, "extra content at the end of the document"),
      ("<a>&undefined;</a>", 1, "entity 'undefined' not defined"),
      ("<a b='1' b='2'/>", 1, "attribute b redefined"),
      ("<a>\u{1}</a>", 1, "invalid Char value 1"),
      ("<a>\u{0}</a>", 1, ""),
      ("<a>&#0;</a>", 1, "invalid xmlChar value 0"),
      ("<x:a/>", 1, "namespace prefix x on a is not defined"),
      ("not xml", 1, "start tag expected"),
    ]
  )
  func malformed(document: String, line: Int, message: String) {
    let fault = #expect(throws: XMLFault.self) { try XMLReader().read(document) }
    #expect(fault?.line == line)
    #expect(fault?.column ?? 0 > 0)
    #expect(message.isEmpty || fault?.message.lowercased().contains(message.lowercased()) == true, "\(fault as Any)")
    #expect(fault?.message.contains("\n") == false)
  }

  @Test("bytes that are not UTF-8 are refused")
  func badEncoding() {
    #expect(throws: XMLFault.self) { try XMLReader().read([0x3C, 0x61, 0x3E, 0xC3, 0x28, 0x3C, 0x2F, 0x61, 0x3E]) }
  }

  @Test("depth is bounded, and the bound is exact")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(try XMLReader().read(nested(64)).name == "a")
    let fault = #expect(throws: XMLFault.self) { try XMLReader().read(nested(65)) }
    #expect(fault?.message == "elements are nested more than 64 deep")
    #expect(throws: XMLFault.self) { try XMLReader().read(nested(100_000)) }
    #expect(throws: XMLFault.self) { try XMLReader().check(Array(nested(100_000).utf8)) }
  }

  @Test("size is bounded, and the bound is exact")
  func size() throws {
    let document = "<a>" + String(repeating: "x", count: 93) + "</a>"
    #expect(try XMLReader(maximumSize: 100).read(document).text.count == 93)
    let fault = #expect(throws: XMLFault.self) { try XMLReader(maximumSize: 99).read(document) }
    #expect(fault?.message == "the document has 100 bytes; at most 99 are read")
    #expect(fault?.description == "error: the document has 100 bytes; at most 99 are read")
  }

  @Test("a long text costs its length, not its square")
  func longText() throws {
    let line = "0123456789 &amp; ümläut\n"
    let document = "<a>" + String(repeating: line, count: 100_000) + "</a>"
    #expect(try XMLReader().read(document).children.count == 1)
  }
}

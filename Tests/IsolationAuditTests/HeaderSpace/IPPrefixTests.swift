import IsolationAudit
import Testing

@Suite("IP prefix")
struct IPPrefixTests {
  @Test(
    "a prefix spans its addresses",
    arguments: [
      ("0.0.0.0/0", "0.0.0.0", "255.255.255.255"), ("10.0.0.0/8", "10.0.0.0", "10.255.255.255"),
      ("10.2.30.0/28", "10.2.30.0", "10.2.30.15"), ("10.0.0.4/31", "10.0.0.4", "10.0.0.5"),
      ("10.0.0.5/32", "10.0.0.5", "10.0.0.5"), ("255.255.255.255/32", "255.255.255.255", "255.255.255.255"),
      ("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      ("2001:db8::/64", "2001:db8::", "2001:db8::ffff:ffff:ffff:ffff"),
      ("8000::/1", "8000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      ("2001:db8::1/128", "2001:db8::1", "2001:db8::1"),
    ]
  )
  func span(text: String, first: String, last: String) throws {
    let prefix = try IPPrefix(text)
    #expect(prefix.range == AddressRange(try IPAddress(first).value, try IPAddress(last).value))
    #expect(try prefix.contains(IPAddress(first)) && prefix.contains(IPAddress(last)))
    #expect(prefix.description == text)
    #expect(prefix.range.text(prefix.family) == (first == last ? first : text))
  }

  @Test(
    "host bits are refused, and the network that was probably meant is named",
    arguments: [
      ("10.0.0.1/24", "10.0.0.0/24"), ("10.0.0.1/0", "0.0.0.0/0"), ("10.0.0.1/31", "10.0.0.0/31"),
      ("2001:db8::1/64", "2001:db8::/64"), ("::1/0", "::/0"),
    ]
  )
  func hostBits(text: String, network: String) {
    #expect(throws: AddressError.hostBitsSet(text, network: network)) { try IPPrefix(text) }
    #expect(
      AddressError.hostBitsSet(text, network: network).description
        == "host bits are set in `\(text)`, expected `\(network)`"
    )
  }

  @Test(
    "a length is a decimal number within the family's range",
    arguments: [
      ("10.0.0.0/33", 32), ("10.0.0.0/", 32), ("10.0.0.0/08", 32), ("10.0.0.0/+8", 32), ("10.0.0.0/-1", 32),
      ("10.0.0.0/8 ", 32), ("10.0.0.0/8x", 32), ("0.0.0.0/00", 32), ("10.0.0.0/4294967304", 32),
      ("10.0.0.0/255.0.0.0", 32), ("::/129", 128), ("::/0128", 128),
    ]
  )
  func badLength(text: String, maximum: Int) {
    #expect(throws: AddressError.lengthOutOfRange(text, maximum: maximum)) { try IPPrefix(text) }
  }

  @Test("an address alone is no prefix", arguments: ["10.0.0.0", "::", "", "ten"])
  func missingLength(text: String) {
    #expect(throws: AddressError.missingLength(text)) { try IPPrefix(text) }
  }

  @Test("what is before the slash is an address", arguments: ["/8", "10.0.0/8", "10.0.0.0/8/8", "010.0.0.0/8"])
  func badAddress(text: String) {
    let address = String(text[..<(text.lastIndex(of: "/") ?? text.endIndex)])
    #expect(throws: AddressError.notAnAddress(address)) { try IPPrefix(text) }
  }

  @Test("masking drops host bits, as its name says")
  func masking() throws {
    #expect(IPPrefix(masking: try IPAddress("10.1.2.3"), length: 8).description == "10.0.0.0/8")
    #expect(IPPrefix(masking: try IPAddress("10.1.2.3"), length: 0).description == "0.0.0.0/0")
    #expect(IPPrefix(masking: try IPAddress("2001:db8::1"), length: 0).description == "::/0")
    #expect(IPPrefix(host: try IPAddress("10.1.2.3")).description == "10.1.2.3/32")
  }

  @Test("prefixes nest or are disjoint, and families never meet")
  func overlaps() throws {
    let wide = try IPPrefix("10.0.0.0/8")
    #expect(try wide.overlaps(IPPrefix("10.255.0.0/16")) && IPPrefix("10.255.0.0/16").overlaps(wide))
    #expect(try !wide.overlaps(IPPrefix("11.0.0.0/8")))
    #expect(try !IPPrefix("0.0.0.0/0").overlaps(IPPrefix("::/0")))
    #expect(try !IPPrefix("::/0").contains(IPAddress("0.0.0.1")))
  }
}

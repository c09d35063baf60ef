import IsolationAudit
import Testing

@Suite("Ranges of addresses, ports and protocols")
struct HeaderRangeTests {
  private func range(_ first: String, _ last: String) throws -> AddressRange {
    AddressRange(try IPAddress(first).value, try IPAddress(last).value)
  }

  @Test(
    "a range of addresses is written as its owner would: an address, a prefix, or both ends",
    arguments: [
      ("10.0.0.5", "10.0.0.5", "10.0.0.5"), ("10.0.0.0", "10.0.0.255", "10.0.0.0/24"),
      ("10.0.0.1", "10.0.1.0", "10.0.0.1-10.0.1.0"), ("10.0.0.0", "10.0.0.2", "10.0.0.0-10.0.0.2"),
      ("10.0.1.0", "10.0.2.255", "10.0.1.0-10.0.2.255"), ("0.0.0.0", "255.255.255.255", "0.0.0.0/0"),
      ("128.0.0.0", "255.255.255.255", "128.0.0.0/1"), ("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0"),
      ("2001:db8::", "2001:db8::ff", "2001:db8::/120"), ("2001:db8::1", "2001:db8::2", "2001:db8::1-2001:db8::2"),
    ]
  )
  func addressText(first: String, last: String, text: String) throws {
    #expect(try range(first, last).text(IPAddress(first).family) == text)
  }

  @Test("a range of ports is a number, two ends, or any")
  func portText() {
    #expect(PortRange(443, 443).text == "443")
    #expect(PortRange(0, 0).text == "0")
    #expect(PortRange(1024, 65_535).text == "1024-65535")
    #expect(PortRange(0, 65_535).text == "any")
  }

  @Test("a protocol has its usual name, or its number")
  func protocolText() {
    let texts = [ProtocolRange.all, .icmp, .tcp, .udp, .icmpv6, ProtocolRange(50), ProtocolRange(7, 16)].map(\.text)
    #expect(texts == ["any", "icmp", "tcp", "udp", "icmpv6", "50", "7-16"])
  }

  @Test("both ends of a range belong to it")
  func ends() {
    #expect(PortRange(5, 7).contains(5) && PortRange(5, 7).contains(7))
    #expect(!PortRange(5, 7).contains(4) && !PortRange(5, 7).contains(8))
    #expect(PortRange.all.contains(0) && PortRange.all.contains(65_535))
    #expect(ProtocolRange.all.contains(0) && ProtocolRange.all.contains(255))
    #expect(AddressRange.all(.ipv6).contains(UInt128.max))
    #expect(!AddressRange.all(.ipv4).contains(UInt128(UInt32.max) + 1))
  }

  @Test("ranges that only touch share the end, ranges side by side share nothing")
  func touching() {
    #expect(PortRange(1, 5).intersection(PortRange(5, 9)) == PortRange(5, 5))
    #expect(PortRange(1, 5).intersection(PortRange(6, 9)) == nil)
    #expect(AddressRange(1, 5).intersection(AddressRange(5, 9)) == AddressRange(5))
    #expect(AddressRange(1, 5).intersection(AddressRange(6, 9)) == nil)
    #expect(ProtocolRange(1, 5).intersection(ProtocolRange(5, 9)) == ProtocolRange(5))
    #expect(ProtocolRange(1, 5).intersection(ProtocolRange(6, 9)) == nil)
  }
}

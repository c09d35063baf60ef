import IsolationAudit
import Oracles
import Testing

@Suite("IP address")
struct IPAddressTests {
  @Test(
    "IPv4 is four decimal numbers, written back as they came",
    arguments: [
      ("0.0.0.0", 0), ("10.0.0.5", 0x0A00_0005), ("192.168.1.255", 0xC0A8_01FF), ("255.255.255.255", 0xFFFF_FFFF),
    ] as [(String, UInt128)]
  )
  func ipv4(text: String, value: UInt128) throws {
    let address = try IPAddress(text)
    #expect(address.family == .ipv4)
    #expect(address.value == value)
    #expect(address.description == text)
  }

  @Test(
    "text that some readers take for IPv4 is refused",
    arguments: [
      "", ".", "10", "10.0.0", "10.0.0.", ".10.0.0.1", "10..0.1", "10.0.0.1.2", "256.0.0.1", "10.0.0.999", "1.2.3.4444",
      // Leading zeros are octal to inet_aton and decimal to others.
      "010.0.0.1", "10.00.0.1", "10.0.0.01",
      "0x0a.0.0.1", "167772161", "+1.2.3.4", "-1.2.3.4", " 10.0.0.1", "10.0.0.1 ", "10.0.0.1\n", "10,0,0,1", "a.b.c.d",
      "１０.0.0.1",
    ]
  )
  func notIPv4(text: String) {
    #expect(throws: AddressError.notAnAddress(text)) { try IPAddress(text) }
  }

  @Test(
    "IPv6 in any form of RFC 4291 is written in the one form of RFC 5952",
    arguments: [
      ("::", "::"), ("::1", "::1"), ("1::", "1::"),
      ("2001:db8:0:0:0:0:0:1", "2001:db8::1"),
      // Section 4.1: no leading zeros in a group.
      ("2001:0db8::0001", "2001:db8::1"),
      // Section 4.2.2: one group of zeros is not shortened.
      ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      // Section 4.2.3: the longest run is shortened, the first of two that are equal.
      ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      // Section 4.3: lower case.
      ("2001:DB8::ABCD:EF", "2001:db8::abcd:ef"),
      ("0:0:0:0:0:0:0:0", "::"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:192.0.2.33", "1:2:3:4:5:6:c000:221"),
    ]
  )
  func ipv6(text: String, written: String) throws {
    let address = try IPAddress(text)
    #expect(address.family == .ipv6)
    #expect(address.description == written)
    #expect(try IPAddress(written) == address)
  }

  @Test(
    "text that is almost IPv6 is refused",
    arguments: [
      ":", ":::", ":1", "1:", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
      "12345::", "g::", "::1%eth0", "[::1]", "1:2:3:4:5:6:7:192.0.2.33", "::192.0.2.33:1", "::192.0.2", "::192.0.2.033",
      " ::1", "::1 ",
    ]
  )
  func notIPv6(text: String) {
    #expect(throws: AddressError.notAnAddress(text)) { try IPAddress(text) }
  }

  @Test("the value of an IPv6 address is its 128 bits")
  func ipv6Value() throws {
    #expect(try IPAddress("::1").value == 1)
    #expect(try IPAddress("ffff::").value == 0xFFFF << 112)
    #expect(try IPAddress("::ffff:10.0.0.1").value == 0xFFFF_0A00_0001)
  }

  @Test("an IPv4 address is no IPv6 address that embeds it, and comes before it")
  func familiesApart() throws {
    #expect(try IPAddress("10.0.0.1") != IPAddress("::10.0.0.1"))
    #expect(try IPAddress("255.255.255.255") < IPAddress("::"))
    #expect(try IPAddress("10.0.0.9") < IPAddress("10.0.0.10"))
  }

  @Test("random IPv6 addresses come back from their text", arguments: [1, 2, 3] as [UInt64])
  func ipv6RoundTrip(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    for _ in 0..<500 {
      var value: UInt128 = 0
      // Zeros are frequent, so that runs of them are.
      for _ in 0..<8 { value = value << 16 | UInt128(random.chance(60) ? 0 : random.next() & 0xFFFF) }
      let address = try IPAddress(IPv6Text.full(value))
      #expect(address.value == value)
      #expect(try IPAddress(address.description).value == value, "\(address)")
    }
  }

  @Test(
    "private and shared space end where RFC 1918 and RFC 6598 say",
    arguments: [
      ("9.255.255.255", false, false), ("10.0.0.0", true, false), ("10.255.255.255", true, false),
      ("11.0.0.0", false, false), ("172.15.255.255", false, false), ("172.16.0.0", true, false),
      ("172.31.255.255", true, false), ("172.32.0.0", false, false), ("192.167.255.255", false, false),
      ("192.168.0.0", true, false), ("192.168.255.255", true, false), ("192.169.0.0", false, false),
      ("100.63.255.255", false, false), ("100.64.0.0", false, true), ("100.127.255.255", false, true),
      ("100.128.0.0", false, false), ("::10.0.0.1", false, false),
    ]
  )
  func privateSpace(text: String, isPrivate: Bool, isShared: Bool) throws {
    let address = try IPAddress(text)
    #expect(address.isRFC1918 == isPrivate)
    #expect(address.isRFC6598 == isShared)
  }

  @Test("an error quotes the text, cut short")
  func errorText() {
    #expect(
      AddressError.notAnAddress("ten").description == "`ten` is no IP address, expected IPv4 `a.b.c.d` or IPv6"
    )
    let long = String(repeating: "1", count: 100_000)
    #expect(throws: AddressError.notAnAddress(String(repeating: "1", count: 64))) { try IPAddress(long) }
  }
}

/// IPv6 text without any shortening.
private enum IPv6Text {
  static func full(_ value: UInt128) -> String {
    (0..<8).map { String(UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)), radix: 16) }
      .joined(separator: ":")
  }
}

import IsolationAudit
import Testing

@Suite("Address family")
struct AddressFamilyTests {
  @Test("IPv4 addresses end at 255.255.255.255")
  func maximumAddress() {
    #expect(AddressFamily.ipv4.maximumAddress == 0xFFFF_FFFF)
    #expect(AddressFamily.ipv6.maximumAddress == UInt128.max)
  }
}

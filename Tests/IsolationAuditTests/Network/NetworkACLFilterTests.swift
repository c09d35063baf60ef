import IsolationAudit
import Oracles
import Testing

@Suite("Network ACL")
struct NetworkACLFilterTests {
  private func acl(_ entries: [NetworkACL.Entry]) -> NetworkACLFilter {
    NetworkACLFilter(
      NetworkACL(
        id: .empty,
        vpc: .empty,
        isDefault: false,
        subnets: [],
        entries: entries,
        provenance: Provenance(file: FileID(rawValue: 0), offset: 0)
      )
    )
  }

  private func entry(_ number: Int, _ box: HeaderBox, allows: Bool, isEgress: Bool = false) -> NetworkACL.Entry {
    NetworkACL.Entry(
      ruleNumber: UInt32(number),
      isEgress: isEgress,
      allows: allows,
      box: box,
      provenance: Provenance(file: FileID(rawValue: 0), offset: UInt32(number))
    )
  }

  /// Whether the first entry that matches a packet, in order of the numbers, allows it.
  private func passes(_ point: HeaderPoint, _ entries: [NetworkACL.Entry], isEgress: Bool) -> Bool {
    entries.filter { $0.isEgress == isEgress && $0.box.family == .ipv4 && point.isIn($0.box) }
      .min { $0.ruleNumber < $1.ruleNumber }?.allows ?? false
  }

  @Test("what passes is what the first match allows, packet by packet", arguments: [61, 62, 63] as [UInt64])
  func firstMatch(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    for round in 0..<80 {
      var numbers = Array(1...32)
      let entries = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        let number = numbers.remove(at: Int.random(in: numbers.indices, using: &random))
        let isIPv6 = random.chance(10)
        let box = isIPv6 ? TinyHeaderSpace.ipv6.box(&random) : TinyHeaderSpace.ipv4.box(&random)
        return entry(number, box, allows: random.chance(60), isEgress: random.chance(30))
      }
      let filter = acl(entries)
      let asked = TinyHeaderSpace.ipv4.box(&random)
      for isEgress in [false, true] {
        let allowed = filter.allowed(asked, isEgress: isEgress)
        let wrong = TinyHeaderSpace.ipv4.points.first { point in
          let isAllowed = point.isIn(asked) && passes(point, entries, isEgress: isEgress)
          return point.count(in: allowed) != (isAllowed ? 1 : 0)
        }
        #expect(wrong == nil, "seed \(seed), round \(round)")
        if filter.passesAll(isEgress: isEgress, family: .ipv4) { #expect(allowed == [asked]) }
      }
    }
  }

  @Test("a list without entries denies everything")
  func empty() {
    #expect(acl([]).allowed(.all(.ipv4), isEgress: false).isEmpty)
    #expect(acl([]).decidingEntry(for: .all(.ipv4), isEgress: false) == nil)
    #expect(!acl([]).passesAll(isEgress: true, family: .ipv6))
  }

  @Test("an allow of all IPv4 in one direction opens neither IPv6 nor the other direction")
  func open() {
    let filter = acl([entry(100, .all(.ipv4), allows: true)])
    #expect(filter.passesAll(isEgress: false, family: .ipv4))
    #expect(filter.allowed(.all(.ipv6), isEgress: false).isEmpty)
    #expect(filter.allowed(.all(.ipv4), isEgress: true).isEmpty)
  }

  @Test("a deny with a lower number than the allow of everything still counts")
  func denyFirst() {
    let ssh = HeaderBox(family: .ipv4, protocols: .tcp, destinationPorts: PortRange(22, 22))
    let filter = acl([entry(100, .all(.ipv4), allows: true), entry(90, ssh, allows: false)])
    #expect(!filter.passesAll(isEgress: false, family: .ipv4))
    #expect(filter.allowed(ssh, isEgress: false).isEmpty)
    #expect(filter.decidingEntry(for: ssh, isEgress: false)?.ruleNumber == 90)
  }
}

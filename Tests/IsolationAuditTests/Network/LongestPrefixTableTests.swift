import IsolationAudit
import Oracles
import Testing

@Suite("Longest prefix table")
struct LongestPrefixTableTests {
  /// Routes to prefixes of a world of 32 addresses, /0 among them; several may name one prefix.
  private func routes(_ random: inout SeededNumbers) throws -> [LongestPrefixTable.Entry] {
    try (0..<Int32.random(in: 0...9, using: &random)).map { payload in
      let length = random.chance(10) ? 0 : UInt8.random(in: 27...32, using: &random)
      let address = try IPAddress("0.0.0.\(Int.random(in: 0..<32, using: &random))")
      let prefix = IPPrefix(masking: address, length: length)
      let rank = UInt8.random(in: 0...2, using: &random)
      return LongestPrefixTable.Entry(range: prefix.range, length: length, rank: rank, payload: payload)
    }
  }

  /// The winners for an address, by looking at every route.
  private func winners(_ routes: [LongestPrefixTable.Entry], for address: UInt128) -> Set<Int32> {
    let matching = routes.filter { $0.range.contains(address) }
    let longest = matching.filter { route in matching.allSatisfy { $0.length <= route.length } }
    let best = longest.filter { route in longest.allSatisfy { route.rank <= $0.rank } }
    return Set(best.map(\.payload))
  }

  /// All that can differ: the tiny world, its neighbours, and both ends of IPv4.
  private let addresses = (0...33).map { UInt128($0) } + [UInt128(UInt32.max) - 1, UInt128(UInt32.max)]

  @Test("each address has the winners that a scan of all routes finds", arguments: [1, 2, 3, 4] as [UInt64])
  func againstScan(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    for round in 0..<150 {
      let routes = try routes(&random)
      let table = LongestPrefixTable(routes)
      for address in addresses {
        let found = table.intervals.filter { $0.range.contains(address) }
        let payloads = found.flatMap { $0.winners.map { table.payloads[Int($0)] } }
        let expected = winners(routes, for: address)
        #expect(found.count == (expected.isEmpty ? 0 : 1), "seed \(seed), round \(round), address \(address)")
        #expect(Set(payloads) == expected, "seed \(seed), round \(round), address \(address)")
        #expect(payloads.count == expected.count)
      }
    }
  }

  @Test("intervals ascend, and look-up of a range finds all that it touches", arguments: [5, 6] as [UInt64])
  func lookup(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    for round in 0..<150 {
      let table = LongestPrefixTable(try routes(&random))
      for (a, b) in zip(table.intervals, table.intervals.dropFirst()) { #expect(a.range.upper < b.range.lower) }
      let (a, b) = (UInt128.random(in: 0...33, using: &random), UInt128.random(in: 0...33, using: &random))
      let range = AddressRange(min(a, b), max(a, b))
      let overlapping = table.intervals.filter { $0.range.overlaps(range) }.map(\.range)
      #expect(table.intervals(overlapping: range).map(\.range) == overlapping, "seed \(seed), round \(round)")
      let gaps = table.gaps(in: range)
      for address in range.lower...range.upper {
        let isRouted = table.intervals.contains { $0.range.contains(address) }
        #expect(gaps.count { $0.contains(address) } == (isRouted ? 0 : 1), "seed \(seed), round \(round)")
      }
      #expect(gaps.allSatisfy { range.contains($0) })
    }
  }

  @Test("an empty table has no interval, and all of any range is a gap")
  func empty() {
    let table = LongestPrefixTable([])
    #expect(table.intervals.isEmpty)
    #expect(table.gaps(in: .all(.ipv6)) == [.all(.ipv6)])
  }

  @Test("a default route reaches to both ends of a family", arguments: [AddressFamily.ipv4, .ipv6])
  func defaultRoute(family: AddressFamily) {
    let table = LongestPrefixTable([.init(range: .all(family), length: 0, rank: 0, payload: 7)])
    #expect(table.intervals.map(\.range) == [.all(family)])
    #expect(table.gaps(in: .all(family)).isEmpty)
  }
}

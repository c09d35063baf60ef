/// A route table of one address family as sorted, disjoint intervals with the winning routes of each.
///
/// Built once from prefixes; look-up is a binary search. Prefixes nest or are disjoint, so a sweep with a stack finds the
/// longest prefix for every address. Among routes of the same prefix the lowest rank wins; routes of the same prefix and rank
/// all win, which is equal-cost multipath or AWS's stable random choice.
package struct LongestPrefixTable: Sendable {
  /// A route: a prefix, a rank among routes of the same prefix, and the caller's index of it.
  package struct Entry: Sendable {
    package var range: AddressRange
    package var length: UInt8
    package var rank: UInt8
    package var payload: Int32

    package init(range: AddressRange, length: UInt8, rank: UInt8, payload: Int32) {
      (self.range, self.length, self.rank, self.payload) = (range, length, rank, payload)
    }
  }

  /// A run of addresses with the same winners, a slice of ``payloads``.
  package struct Interval: Sendable {
    package var range: AddressRange
    package var winners: Range<Int32>
  }

  /// The intervals, ascending; addresses between them have no route.
  package private(set) var intervals: [Interval] = []
  /// The winners of all intervals.
  package private(set) var payloads: [Int32] = []

  /// Builds the table from routes of one family, in O(n log n).
  package init(_ entries: [Entry]) {
    let sorted = entries.sorted {
      ($0.range.lower, $0.length, $0.rank, $0.payload) < ($1.range.lower, $1.length, $1.rank, $1.payload)
    }
    /// The open prefixes, outermost first, with the winners of each and how far it has been written.
    var stack: [(range: AddressRange, length: UInt8, rank: UInt8, winners: Range<Int32>, next: UInt128, done: Bool)] =
      []

    func close(_ intervals: inout [Interval]) {
      let top = stack.removeLast()
      if !top.done { intervals.append(Interval(range: AddressRange(top.next, top.range.upper), winners: top.winners)) }
      guard !stack.isEmpty else { return }
      let last = stack.count - 1
      if top.range.upper == stack[last].range.upper {
        stack[last].done = true
      } else {
        stack[last].next = top.range.upper + 1
      }
    }

    for entry in sorted {
      while let top = stack.last, top.range.upper < entry.range.lower { close(&intervals) }
      if let top = stack.last, top.range == entry.range {
        if top.rank == entry.rank {
          payloads.append(entry.payload)
          stack[stack.count - 1].winners = top.winners.lowerBound..<Int32(payloads.count)
        }
        continue
      }
      if let top = stack.last, !top.done, top.next < entry.range.lower {
        intervals.append(Interval(range: AddressRange(top.next, entry.range.lower - 1), winners: top.winners))
      }
      payloads.append(entry.payload)
      let winners = Int32(payloads.count - 1)..<Int32(payloads.count)
      stack.append((entry.range, entry.length, entry.rank, winners, entry.range.lower, false))
    }
    while !stack.isEmpty { close(&intervals) }
  }

  /// The intervals that share an address with a range.
  package func intervals(overlapping range: AddressRange) -> ArraySlice<Interval> {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].range.upper < range.lower { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < intervals.count, intervals[end].range.lower <= range.upper { end += 1 }
    return intervals[low..<end]
  }

  /// The parts of a range that no route covers.
  package func gaps(in range: AddressRange) -> [AddressRange] {
    var gaps: [AddressRange] = []
    var next = range.lower
    for interval in intervals(overlapping: range) {
      if interval.range.lower > next { gaps.append(AddressRange(next, interval.range.lower - 1)) }
      guard interval.range.upper < range.upper else { return gaps }
      next = interval.range.upper + 1
    }
    gaps.append(AddressRange(next, range.upper))
    return gaps
  }
}

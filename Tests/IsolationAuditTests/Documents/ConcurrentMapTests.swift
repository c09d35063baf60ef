import Synchronization
import Testing

@testable import IsolationAudit

@Suite("Work on several cores")
struct ConcurrentMapTests {
  @Test("images come in the order of the elements, each made once", arguments: [0, 1, 2, 63, 64, 65, 1_000, 4_097])
  func order(count: Int) {
    let made = Mutex([Int](repeating: 0, count: count))
    let images = Array(0..<count).concurrentMap { element in
      made.withLock { $0[element] += 1 }
      return "\(element)"
    }
    #expect(images == (0..<count).map { "\($0)" })
    #expect(made.withLock { $0 }.allSatisfy { $0 == 1 })
  }

  @Test("of two things that are worked out at once each comes to its own")
  func both() {
    let (first, second) = concurrently({ (0..<1_000).reduce(0, +) }, { "second" })
    #expect(first == 499_500 && second == "second")
  }
}

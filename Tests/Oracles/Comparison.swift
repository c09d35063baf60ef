import Foundation

/// What a comparison of the engine with an oracle came to.
package protocol Comparison: Sendable {
  /// A comparison of nothing yet.
  init()
  /// Compares what the seed makes.
  static func compare(seed: UInt64) throws -> Self
  /// Adds what another part of the same comparison came to.
  mutating func add(_ other: Self)
  /// Where the two do not agree, for a person to read.
  var disagreements: [String] { get }
  /// How much was compared, in a line.
  var summary: String { get }
  /// Why the comparison says little even where nothing disagrees; of a small one nothing is asked.
  var weaknesses: [String] { get }
}

extension Comparison {
  /// Compares what so many seeds make, on all processors; each of them stops after a few disagreements.
  ///
  /// - Throws: ``ComparisonError`` if something cannot be compared at all.
  package static func run(_ count: Int, from first: UInt64) async throws -> Self {
    let lanes = ProcessInfo.processInfo.activeProcessorCount
    return try await withThrowingTaskGroup(of: (lane: Int, part: Self).self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var part = Self()
          for offset in stride(from: lane, to: count, by: lanes) where part.disagreements.count < 5 {
            let seed = first &+ UInt64(offset)
            do { part.add(try compare(seed: seed)) } catch { throw ComparisonError(seed: seed, reason: "\(error)") }
          }
          return (lane, part)
        }
      }
      // In the order of the lanes, whichever of them ends first.
      var parts = [Self](repeating: Self(), count: lanes)
      for try await (lane, part) in group { parts[lane] = part }
      return parts.reduce(into: Self()) { $0.add($1) }
    }
  }
}

/// Why what a seed makes cannot be compared.
package struct ComparisonError: Error, CustomStringConvertible {
  let seed: UInt64
  let reason: String

  /// The seed and what is wrong with it.
  package var description: String { "seed \(seed): \(reason)" }
}

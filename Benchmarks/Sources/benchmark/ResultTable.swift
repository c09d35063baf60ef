import EstateGenerator
import Foundation

/// What was measured of one size.
struct Measurement {
  let estate: GeneratedEstate
  let files: Int
  let bytes: Int
  var floor = Duration.zero
  /// The wall time of the best audit; `nil` without a program to measure.
  var wall: Duration?
  /// The peak memory of the worst audit, in bytes.
  var peakMemory: Int?

  init(estate: GeneratedEstate, files: Int, bytes: Int) {
    (self.estate, self.files, self.bytes) = (estate, files, bytes)
  }
}

/// The measurements as a Markdown table, ready for Benchmarks/README.md.
struct ResultTable {
  let rows: [Measurement]

  init(_ rows: [Measurement]) { self.rows = rows }

  var text: String {
    var lines = [
      ["VPCs", "interfaces", "files", "bytes", "floor", "audit", "speed", "ratio", "peak memory", "growth"],
      Array(repeating: "---:", count: 10),
    ]
    for (index, row) in rows.enumerated() {
      lines.append([
        "\(row.estate.size.vpcs)", "\(row.estate.size.interfaces)", "\(row.files)",
        "\(fixed(Double(row.bytes) / 1e6, 1)) MB",
        "\(milliseconds(row.floor)) (\(fixed(Double(row.bytes) / 1e9 / seconds(row.floor), 2)) GB/s)",
        row.wall.map { milliseconds($0) } ?? "–",
        row.wall.map { "\(fixed(Double(row.bytes) / 1e9 / seconds($0), 2)) GB/s" } ?? "–",
        row.wall.map { fixed(seconds($0) / seconds(row.floor), 1) } ?? "–",
        row.peakMemory.map { megabytes($0) } ?? "–",
        index > 0 ? growth(from: rows[index - 1], to: row) ?? "–" : "–",
      ])
    }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// The exponent of the wall time over the number of interfaces.
  private func growth(from one: Measurement, to other: Measurement) -> String? {
    guard let first = one.wall, let second = other.wall, one.estate.size.interfaces != other.estate.size.interfaces
    else { return nil }
    let sizes = Double(other.estate.size.interfaces) / Double(one.estate.size.interfaces)
    return fixed(log(seconds(second) / seconds(first)) / log(sizes), 2)
  }
}

/// Returns a duration in seconds.
func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

/// Returns a duration as text.
func milliseconds(_ duration: Duration) -> String {
  let value = seconds(duration) * 1e3
  return "\(fixed(value, value < 100 ? 1 : 0)) ms"
}

/// Returns a number of bytes as text.
func megabytes(_ bytes: Int) -> String { "\(fixed(Double(bytes) / 1e6, 0)) MB" }

/// Returns a number with a fixed number of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

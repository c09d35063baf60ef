import ArgumentParser
import EstateGenerator
import Foundation

/// Writes a made-up estate as a snapshot, with the policy to judge it by and the violations that were planted in it.
@main
struct GenerateEstate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate-estate",
    abstract: "Write a made-up AWS estate as a snapshot, with planted violations.",
    discussion: """
      The directory then holds snapshot/, policy.yaml and expected.json (the planted violations: an audit has to find
      these and nothing else). The same options give the same bytes.
      """
  )

  @Option(help: "The number of VPCs, at least 10.")
  var vpcs = 1_000

  @Option(help: "The number of network interfaces, at least 20 a VPC.")
  var enis = 100_000

  @Option(help: "The seed that everything else follows from.")
  var seed: UInt64 = 1

  @Option(help: "The directory to write; it is made when it is not there, and must be empty when it is.")
  var out: String

  @Flag(help: "JSON without any space, instead of the aws command line's four spaces a level.")
  var compact = false

  func run() throws {
    let root = URL(filePath: out)
    if let names = try? FileManager.default.contentsOfDirectory(atPath: root.path), !names.isEmpty {
      throw ValidationError("\(out): the directory is not empty")
    }
    let estate: EstatePlan
    do {
      estate = EstatePlan(try EstateSize(vpcs: vpcs, interfaces: enis, seed: seed))
    } catch {
      throw ValidationError(error.description)
    }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    let summary = try SnapshotWriter.write(estate, to: root, compact: compact)
    print("\(out): \(vpcs) VPCs, \(enis) interfaces: \(summary.files) files, \(summary.bytes) bytes")
  }
}

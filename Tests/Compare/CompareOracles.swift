import ArgumentParser
import Foundation
import Oracles

/// The command behind `script/compare`.
@main
struct CompareOracles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare-oracles",
    abstract: "Compares the engine with a step-by-step packet interpreter and a naive evaluator of IAM requests.",
    discussion: """
      On random small estates, every packet that some rule can tell from another gets a verdict from both; on random \
      small policies, every request is decided by both. Stops after a few disagreements and says which seed made them.

      Exit codes: 0 when both agree, 1 when they do not, or when too little of what was compared was of some kind.
      """
  )

  @Option(help: ArgumentHelp("How many estates.", valueName: "number"))
  var estates = 20_000
  @Option(help: ArgumentHelp("How many requests with their policies.", valueName: "number"))
  var policies = 50_000
  @Option(help: ArgumentHelp("The first seed.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    guard estates > 0, policies > 0 else { throw ValidationError("--estates and --policies need a positive number") }
  }

  func run() async throws {
    let packetsAgree = try await report(PacketComparison.run(estates, from: seed))
    let decisionsAgree = try await report(DecisionComparison.run(policies, from: seed))
    guard packetsAgree, decisionsAgree else { throw ExitCode.failure }
  }

  /// Prints what a comparison came to, and returns whether it shows that both sides agree.
  private func report(_ comparison: some Comparison) -> Bool {
    print(comparison.summary)
    for disagreement in comparison.disagreements { print("disagreement: \(disagreement)") }
    for weakness in comparison.weaknesses { print("too little compared: \(weakness)") }
    // The second comparison may take long, and standard output need not be a terminal.
    fflush(nil)
    return comparison.disagreements.isEmpty && comparison.weaknesses.isEmpty
  }
}

/// Why packets get from one end to another, or everything that stops them, in the form in which it is written as JSON.
///
/// Where packets are stopped, the way goes on as if that element let them pass, as far as that can be told; so all obstacles
/// are there, where VPC Reachability Analyzer names the first.
package struct PathExplanation: Codable, Equatable, Sendable {
  /// An end as it was asked for, and what was found.
  package struct End: Codable, Equatable, Sendable {
    /// The end as it was asked for.
    package var asked: String
    /// The network interface; `nil` for an end outside of the estate.
    package var interface: String?
    /// What the interface belongs to, or what the end is, in AWS's words.
    package var kind: String
    /// The id of what the interface belongs to; `nil` when it belongs to nothing else.
    package var owner: String?
    /// The `Name` tag, or the resource's own name.
    package var name: String?
    /// The address with which packets are sent, or to which they are sent.
    package var address: String?
    /// The number of interfaces among which this one was chosen.
    package var candidates: Int
  }

  /// Where something is declared.
  package struct Place: Codable, Equatable, Sendable {
    /// The file, below the snapshot's directory.
    package var file: String
    /// The line, counted from 1; 0 when it is not known.
    package var line: Int
    /// The column, counted from 1; 0 when it is not known.
    package var column: Int
    /// The JSON pointer (RFC 6901).
    package var pointer: String?
  }

  /// An element that packets come to.
  package struct Step: Codable, Equatable, Sendable {
    /// What the element is, in AWS's words.
    package var kind: String
    /// The element's id; empty for the internet.
    package var resource: String
    /// Its `Name` tag, or its own name.
    package var name: String?
    /// What it does with the packets.
    package var action: String
    /// The rule, route or entry that decides, as its owner would write it.
    package var rule: String?
    /// The reason, in the vocabulary of VPC Reachability Analyzer; `nil` when the packets pass.
    package var code: String?
    /// Where the rule or the element is declared.
    package var place: Place?
    /// For an obstacle: what is supposed in order to look at what is behind it; `nil` when nothing can be supposed.
    package var supposing: String?

    /// Whether packets are stopped here.
    package var isObstacle: Bool { code != nil }
  }

  /// How a way ends.
  package enum Ending: String, Codable, Sendable {
    /// The packets arrive.
    case arrives
    /// They would arrive if the obstacles on the way were not there.
    case wouldArrive = "would-arrive"
    /// Something stops them, and what is behind it cannot be told.
    case stopped
    /// They get to where a fact is missing.
    case unknown
  }

  /// A way, of the packets or of their answers.
  package struct Way: Codable, Equatable, Sendable {
    /// How it ends.
    package var ending: Ending
    /// The elements, in the packets' order.
    package var steps: [Step]

    /// The elements that stop packets, in the packets' order.
    package var obstacles: [Step] { steps.filter(\.isObstacle) }
  }

  /// Another pair of interfaces, or another way of the same packets.
  package struct Alternative: Codable, Equatable, Sendable {
    /// The sender's interface or end.
    package var from: String
    /// The receiver's interface or end.
    package var to: String
    /// How far packets get.
    package var verdict: Reachability
    /// The first obstacle; `nil` when they get there.
    package var code: String?
    /// The element that stops them; where they get there, the gateways that tell the way from the others.
    package var resource: String?
  }

  /// The sender.
  package var from: End
  /// The receiver.
  package var to: End
  /// The packets: `tcp 443`.
  package var packets: String
  /// How far packets get; the same as `reach` says.
  package var verdict: Reachability
  /// The way of the packets.
  package var forward: Way
  /// The way of the answers; `nil` when there is nobody who would answer.
  package var back: Way?
  /// The source ports with which there is a conversation; `nil` when there is none, or when the protocol has no ports.
  package var sourcePorts: [String]?
  /// Other pairs and ways, the strongest verdicts first.
  package var alternatives: [Alternative]
  /// The bounds that were met, a sentence each: what lies beyond them was not looked at.
  package var bounds: [String]

  enum CodingKeys: String, CodingKey {
    case from, to, packets, verdict, forward, back
    case sourcePorts = "source-ports"
    case alternatives, bounds
  }

  /// All obstacles, first those of the packets, then those of their answers.
  package var obstacles: [Step] { forward.obstacles + (back?.obstacles ?? []) }
}

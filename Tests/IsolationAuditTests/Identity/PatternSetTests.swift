import IsolationAudit
import Oracles
import Testing

/// Set algebra on wildcard patterns against the enumeration of all short texts.
@Suite("Sets of patterns")
struct PatternSetTests {
  /// All texts over two characters that patterns name and one that they do not.
  static let texts = words(over: ["a", "b", "z"], upTo: 6)

  static func words(over alphabet: [String], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in alphabet.map { word + $0 } }
      all += last
    }
    return all
  }

  static func members(_ set: PatternSet) -> Set<String> { Set(texts.filter { set.contains(MatchableText($0)) }) }

  private static func set(_ patterns: [String]) -> PatternSet {
    PatternSet(anyOf: patterns.map { WildcardPattern($0) })
  }

  /// A random pattern of at most four characters, so that a shortest text of any combination is short as well.
  private static func pattern(_ random: inout SeededNumbers) -> WildcardPattern {
    let length = Int.random(in: 0...3, using: &random)
    return WildcardPattern((0..<length).map { _ in random.pick(["a", "b", "?", "*", "*"]) }.joined())
  }

  private static func random(_ random: inout SeededNumbers) -> PatternSet {
    let patterns = (0..<Int.random(in: 1...3, using: &random)).map { _ in pattern(&random) }
    return random.chance(25) ? PatternSet(noneOf: patterns) : PatternSet(anyOf: patterns)
  }

  @Test("union, intersection and difference hold what the enumeration holds", arguments: 0..<20)
  func algebra(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    for _ in 0..<8 {
      let (left, right) = (Self.random(&random), Self.random(&random))
      let (a, b) = (Self.members(left), Self.members(right))
      #expect(Self.members(left.union(right)) == a.union(b), "seed \(seed): \(left) and \(right)")
      #expect(Self.members(left.intersection(right)) == a.intersection(b), "seed \(seed): \(left) and \(right)")
      #expect(Self.members(left.subtracting(right)) == a.subtracting(b), "seed \(seed): \(left) and \(right)")
    }
  }

  @Test("a set is empty exactly if no short text is in it, and the text that it names is in it", arguments: 0..<40)
  func emptiness(seed: UInt64) {
    var random = SeededNumbers(seed: seed + 100)
    var empty = 0
    for _ in 0..<12 {
      let left = Self.random(&random).intersection(Self.random(&random))
      let set = left.subtracting(Self.random(&random))
      switch set.emptiness {
      case .empty:
        empty += 1
        #expect(Self.members(set) == [], "seed \(seed): \(set)")
      case .holds(let text):
        #expect(set.contains(MatchableText(text)), "seed \(seed): \"\(text)\" is not in \(set)")
        // Nothing shorter is, as the search goes breadth first within a term; and the texts are long enough to see it.
        #expect(!Self.members(set).isEmpty || text.unicodeScalars.count > 6, "seed \(seed): \(set)")
      case .unknown: Issue.record("seed \(seed): the search met its bound on \(set)")
      }
    }
    #expect(empty < 12, "seed \(seed): all sets are empty")
  }

  @Test(
    "one pattern lies in others",
    arguments: [
      ("s3:Get*", ["s3:*"], true), ("s3:*", ["s3:Get*"], false), ("s3:*", ["*"], true), ("*", ["s3:*"], false),
      ("arn:aws:s3:::prod-*", ["arn:aws:s3:::prod*"], true), ("arn:aws:s3:::prod*", ["arn:aws:s3:::prod-*"], false),
      ("a?c", ["a*c"], true), ("a*c", ["a?c"], false), ("?*", ["*?"], true), ("*", ["", "?*"], true),
      ("*ab*", ["*a*b*"], true), ("*a*b*", ["*ab*"], false), ("a*", ["ab*", "a"], false),
      ("a?", ["aa", "ab"], false), ("*a*a*", ["*a*"], true), ("é?", ["é*"], true),
    ]
  )
  func containment(pattern: String, others: [String], isInside: Bool) {
    #expect(Self.set([pattern]).isSubset(of: Self.set(others)) == isInside)
  }

  @Test("the empty set and the set of everything")
  func constants() {
    #expect(PatternSet.nothing.emptiness == .empty)
    #expect(PatternSet.everything.emptiness == .holds(""))
    #expect(PatternSet.everything.subtracting(Self.set(["*"])).emptiness == .empty)
    #expect(PatternSet.everything.subtracting(.everything).emptiness == .empty)
    #expect(Self.set(["?"]).emptiness == .holds("\u{FFFD}"))
    #expect(PatternSet(noneOf: []) == .everything)
    #expect(Self.set(["a", "a"]) == Self.set(["a"]))
  }

  @Test("patterns with many runs keep few states; a search that would need too many says so")
  func bounds() {
    let runs = String(repeating: "*a", count: 60)
    #expect(Self.set([runs + "*"]).isSubset(of: Self.set([String(repeating: "*a", count: 59) + "*"])) == true)
    #expect(Self.set([runs]).intersection(Self.set(["*b"])).emptiness == .empty)
    // "The character 20 from the end is an a, and no other": telling texts apart takes 2^20 states.
    let tail = String(repeating: "?", count: 20)
    let hard = PatternSet(anyOf: [WildcardPattern("*a" + tail)])
      .intersection(Self.set(["*b" + tail + "?"]))
      .subtracting(Self.set(["*a*" + tail, "*b*"]))
    #expect(hard.emptiness == .empty || hard.emptiness == .unknown)
  }
}

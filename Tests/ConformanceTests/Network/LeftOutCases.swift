/// The cases of C001–C111, C119–C135, C136–C149 and C150–C173 that have no test here, each with the reason.
///
/// A test holds cases and reasons together against the range, so that no number is silently missing.
enum LeftOutCases {
  static let reasons: [(number: String, reason: String)] = [
    ("C107", "Direct Connect gateways and the order of their routes are not among the inputs"),
    ("C123", "routes re-advertised between the VPN connections of one virtual private gateway are learned by BGP"),
    ("C124", "Direct Connect gateways are not among the inputs"),
    ("C125", "Direct Connect gateway associations and their allowed prefixes are not among the inputs"),
  ]
}

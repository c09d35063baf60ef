/// Stands in for the engine where a snapshot in memory cannot be read yet: it answers nothing, so every case fails.
struct ReachSession {
  init(files: [(path: String, bytes: [UInt8])]) throws {}
  func answer(probes: [UInt8]) -> [ReachAnswer] { [] }
}

import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// The images of the elements in their order, worked out on as many cores as there are.
  ///
  /// - Parameter transform: Makes an image; called once for each element, from several threads at once.
  /// - Returns: The images.
  func concurrentMap<Image: Sendable>(_ transform: @Sendable (Element) -> Image) -> [Image] {
    guard count > 1 else { return map(transform) }
    // Many small ones are taken together.
    let runs = Swift.min(count, 64)
    let images = Mutex([[Image]](repeating: [], count: runs))
    DispatchQueue.concurrentPerform(iterations: runs) { run in
      let image = self[run * count / runs..<(run + 1) * count / runs].map(transform)
      images.withLock { $0[run] = image }
    }
    return Array<Image>(images.withLock { $0 }.joined())
  }
}

/// Works out two things at once, where there are cores for it.
///
/// - Parameters:
///   - first: The one; called on any thread.
///   - second: The other; called on any thread.
/// - Returns: Both.
func concurrently<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First,
  _ second: @Sendable () -> Second
) -> (First, Second) {
  let results = Mutex<(first: First?, second: Second?)>((nil, nil))
  DispatchQueue.concurrentPerform(iterations: 2) { part in
    if part == 0 {
      let first = first()
      results.withLock { $0.first = first }
    } else {
      let second = second()
      results.withLock { $0.second = second }
    }
  }
  let found = results.withLock { $0 }
  return (found.first ?? first(), found.second ?? second())
}

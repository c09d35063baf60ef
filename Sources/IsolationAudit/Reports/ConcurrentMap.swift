import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// The images of the elements in their order, worked out on as many cores as there are.
  ///
  /// - Parameter transform: Makes an image; called once for each element, from several threads at once.
  /// - Returns: The images.
  func concurrentMap<Image: Sendable>(_ transform: @Sendable (Element) -> Image) -> [Image] {
    guard count > 1 else { return map(transform) }
    let images = Mutex([Image?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { place in
      let image = transform(self[place])
      images.withLock { $0[place] = image }
    }
    return images.withLock { $0 }.compactMap(\.self)
  }
}

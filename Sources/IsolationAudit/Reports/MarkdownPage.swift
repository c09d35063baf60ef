/// Puts blocks of Markdown together, within a length.
enum MarkdownPage {
  /// A paragraph, a heading, a list item or a table: whole or not at all.
  struct Block {
    /// The text, without a line feed at its end.
    var text: String
    /// A shorter text, for where the whole has no room; `nil` when there is none.
    var brief: String?
    /// What a block that is left out is counted as, in the singular; `nil` for blocks that are never left out.
    var noun: String?
    /// Whether it follows the list item before it without an empty line.
    var isListItem: Bool

    init(_ text: String, brief: String? = nil, noun: String? = nil, isListItem: Bool = false) {
      (self.text, self.brief, self.noun, self.isListItem) = (text, brief, noun, isListItem)
    }
  }

  /// The room that is kept for a line that says what was left out, in bytes.
  private static let notice = 120

  /// The blocks as text of at most `limit` bytes.
  ///
  /// Blocks of one noun that follow each other are a list. Once three quarters of the room are taken, its blocks are brief;
  /// once one has no room at all, the rest of the list is counted, so that a list never has holes. Blocks without a noun
  /// are always written: their lengths are bounded where they are made.
  static func fitted(_ blocks: [Block], into limit: Int) -> String {
    var page = Page()
    let fixed = blocks.reduce(0) { $0 + ($1.noun == nil ? $1.text.utf8.count + 2 : 0) }
    var room = limit - fixed - Set(blocks.compactMap(\.noun)).count * notice
    let briefBelow = room / 4
    var left = 0
    for (index, block) in blocks.enumerated() {
      guard let noun = block.noun else {
        page.add(block.text, isListItem: block.isListItem)
        continue
      }
      if left == 0 {
        let full = block.text.utf8.count + 2
        let brief = block.brief.map { $0.utf8.count + 2 }
        if full <= room, brief == nil || room - full >= briefBelow {
          page.add(block.text, isListItem: block.isListItem)
          room -= full
        } else if let text = block.brief, let brief, brief <= room {
          page.add(text, isListItem: true)
          room -= brief
        } else {
          left = 1
        }
      } else {
        left += 1
      }
      let isLast = index + 1 == blocks.count || blocks[index + 1].noun != noun
      if isLast, left > 0 {
        page.add("- … and \(left.of(noun)); the JSON result has all", isListItem: true)
        left = 0
      }
    }
    return page.text
  }

  /// Blocks one below the other, with empty lines where Markdown needs them.
  private struct Page {
    var text = ""
    var lastIsItem = false

    mutating func add(_ block: String, isListItem: Bool) {
      if !text.isEmpty, !(isListItem && lastIsItem) { text += "\n" }
      text += block + "\n"
      lastIsItem = isListItem
    }
  }
}

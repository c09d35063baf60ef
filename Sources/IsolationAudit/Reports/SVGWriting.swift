/// The elements of pictures. Each carries attributes that draw it without a style sheet: lines in the colour of the text.
extension XMLWriter {
  /// A picture with a name and a description for those who do not see it.
  func picture(
    id: String,
    width: Int,
    height: Int,
    title: String,
    description: String,
    content: () -> Void
  ) {
    block(
      "svg",
      [
        "class": "picture", "role": "img", "width": String(width), "height": String(height),
        "viewBox": "0 0 \(width) \(height)", "aria-labelledby": "\(id)-name \(id)-description",
      ]
    ) {
      line()
      tag("title", title, ["id": "\(id)-name"])
      tag("desc", description, ["id": "\(id)-description"], limit: 4_000)
      line()
      content()
    }
  }

  /// A line between two points; a broken one is thick.
  func line(from: (x: Int, y: Int), to: (x: Int, y: Int), class name: String, isBroken: Bool = false) {
    element(
      "line",
      [
        "class": name, "x1": String(from.x), "y1": String(from.y), "x2": String(to.x), "y2": String(to.y),
        "stroke": "currentColor", "stroke-width": isBroken ? "3" : "1", "stroke-dasharray": isBroken ? "7 4" : nil,
      ]
    )
  }

  /// A rectangle without a filling of its own.
  func rectangle(x: Int, y: Int, width: Int, height: Int, class name: String, isFilled: Bool = false) {
    element(
      "rect",
      [
        "class": name, "x": String(x), "y": String(y), "width": String(width), "height": String(height), "rx": "3",
        "fill": isFilled ? "currentColor" : "none", "stroke": "currentColor",
      ]
    )
  }

  /// Text that starts at a point, or ends there.
  func label(_ content: String, at point: (x: Int, y: Int), class name: String, anchor: String? = nil) {
    container(
      "text",
      [
        "class": name, "x": String(point.x), "y": String(point.y), "fill": "currentColor", "font-size": "13",
        "text-anchor": anchor,
      ]
    ) { text(content) }
  }
}

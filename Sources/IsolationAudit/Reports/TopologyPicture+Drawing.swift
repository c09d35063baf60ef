extension TopologyPicture {
  private static let left = 12
  private static let boxWidth = 330
  private static let firstRail = 416
  private static let railGap = 34
  private static let labelGap = 20
  private static let labelRoom = 270

  /// The width of a sheet.
  private static func width(_ sheet: Sheet) -> Int {
    firstRail + max(0, sheet.rails.count - 1) * railGap + labelRoom
  }

  /// Works out where everything stands.
  func place(_ sheet: inout Sheet) {
    for rail in sheet.rails.indices {
      sheet.rails[rail].x = Self.firstRail + rail * Self.railGap
      sheet.rails[rail].top = 14 + rail * Self.labelGap
      sheet.rails[rail].bottom = sheet.rails[rail].top
    }
    var y = 14 + sheet.rails.count * Self.labelGap
    for bridge in sheet.bridges.indices {
      y += 18
      sheet.bridges[bridge].y = y
    }
    y = max(y + 26, 76)
    // The wires of a row leave it one below the other, the one to the nearest rail first.
    let order = sheet.wires.indices.sorted {
      (sheet.wires[$0].node, sheet.wires[$0].rail) < (sheet.wires[$1].node, sheet.wires[$1].rail)
    }
    var wiresOf: [Int: [Int]] = [:]
    for wire in order { wiresOf[sheet.wires[wire].node, default: []].append(wire) }
    for group in sheet.groups.indices {
      sheet.groups[group].top = y
      y += 26
      for account in sheet.groups[group].accounts.indices {
        y += 20
        for row in sheet.groups[group].accounts[account].rows.indices {
          let wires = wiresOf[sheet.groups[group].accounts[account].rows[row].node] ?? []
          let height = max(42, wires.count * 16 + 8)
          sheet.groups[group].accounts[account].rows[row].top = y
          sheet.groups[group].accounts[account].rows[row].height = height
          for (place, wire) in wires.enumerated() {
            sheet.wires[wire].y = y + height * (2 * place + 1) / (2 * wires.count)
          }
          y += height + 6
        }
      }
      y += 6
      sheet.groups[group].bottom = y
      y += 14
    }
    sheet.height = y
    stretch(&sheet)
  }

  /// Makes rails as long as their joints ask, and breaks them where paths of findings pass.
  private func stretch(_ sheet: inout Sheet) {
    var joints: [[(y: Int, findings: [String])]] = Array(repeating: [], count: sheet.rails.count)
    for wire in sheet.wires { joints[wire.rail].append((wire.y, wire.findings)) }
    for bridge in sheet.bridges {
      joints[bridge.first].append((bridge.y, bridge.findings))
      joints[bridge.second].append((bridge.y, bridge.findings))
    }
    for rail in sheet.rails.indices {
      sheet.rails[rail].bottom = max(sheet.rails[rail].top, joints[rail].map(\.y).max() ?? 0)
      var spans: [String: (from: Int, to: Int)] = [:]
      for joint in joints[rail] {
        for finding in joint.findings {
          let span = spans[finding] ?? (joint.y, joint.y)
          spans[finding] = (min(span.from, joint.y), max(span.to, joint.y))
        }
      }
      for span in spans.values.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where span.to > span.from {
        if let last = sheet.rails[rail].broken.last, span.from <= last.to {
          sheet.rails[rail].broken[sheet.rails[rail].broken.count - 1].to = max(last.to, span.to)
        } else {
          sheet.rails[rail].broken.append(span)
        }
      }
    }
  }

  /// Writes one sheet.
  func write(_ sheet: Sheet, number: Int, to page: borrowing XMLWriter) {
    page.picture(
      id: "topology-\(number)",
      width: Self.width(sheet),
      height: sheet.height,
      title: title(sheet, number),
      description: description(sheet)
    ) {
      writeKey(page)
      for group in sheet.groups { write(group, page) }
      for rail in sheet.rails { write(rail, room: Self.width(sheet) - rail.x - 16, page) }
      for bridge in sheet.bridges { write(bridge, sheet, page) }
      for wire in sheet.wires { write(wire, sheet, page) }
    }
  }

  private func title(_ sheet: Sheet, _ number: Int) -> String {
    let names = sheet.groups.map { $0.title + ($0.isContinued ? ", continued" : "") }.joined(separator: "; ")
    return sheets.count == 1 ? "Topology of the estate" : "Topology, sheet \(number) of \(sheets.count): \(names)"
  }

  private func description(_ sheet: Sheet) -> String {
    let rows = sheet.groups.reduce(0) { $0 + $1.accounts.reduce(0) { $0 + $1.rows.count } }
    let marked = sheet.wires.count { !$0.findings.isEmpty } + sheet.bridges.count { !$0.findings.isEmpty }
    let environments = sheet.groups.map(\.title).joined(separator: "; ")
    return
      "\(rows.of("row")) of VPCs by environment (\(environments)), joined with \(sheet.rails.count.of("rail")): gateways, "
      + "sites, the internet and connections between VPCs. Paths of findings pass \(marked.of("joint")), drawn as broken "
      + "lines with their number. The table after the pictures tells the same."
  }

  private func writeKey(_ page: borrowing XMLWriter) {
    page.line(from: (Self.left, 18), to: (Self.left + 36, 18), class: "wire")
    page.element("circle", ["class": "dot", "cx": String(Self.left + 36), "cy": "18", "r": "3"])
    page.label("joined", at: (Self.left + 48, 22), class: "small")
    page.line(from: (Self.left, 40), to: (Self.left + 36, 40), class: "bad", isBroken: true)
    page.label("paths of findings pass; ✖ and their number", at: (Self.left + 48, 44), class: "small")
  }

  private func write(_ rail: Rail, room: Int, _ page: borrowing XMLWriter) {
    page.line(from: (rail.x, rail.top), to: (rail.x, rail.bottom), class: "wire")
    for span in rail.broken {
      page.line(from: (rail.x, span.from), to: (rail.x, span.to), class: "bad", isBroken: true)
    }
    page.rectangle(x: rail.x - 4, y: rail.top - 4, width: 8, height: 8, class: "head", isFilled: true)
    let kind = rail.name.isEmpty ? rail.kind : rail.kind + " "
    page.container(
      "text",
      [
        "class": "label", "x": String(rail.x + 11), "y": String(rail.top + 4), "fill": "currentColor",
        "font-size": "12",
      ]
    ) {
      page.text(kind.visible(limit: 60))
      page.container("tspan", ["class": "strong"]) {
        page.text(rail.name.shortened(to: max(12, room / 7 - kind.count)))
      }
    }
  }

  private func write(_ bridge: Bridge, _ sheet: Sheet, _ page: borrowing XMLWriter) {
    let (first, second) = (sheet.rails[bridge.first].x, sheet.rails[bridge.second].x)
    let isBroken = !bridge.findings.isEmpty
    page.line(from: (first, bridge.y), to: (second, bridge.y), class: isBroken ? "bad" : "wire", isBroken: isBroken)
    joint(x: first, y: bridge.y, isBroken: isBroken, page)
    joint(x: second, y: bridge.y, isBroken: isBroken, page)
    let end = Self.firstRail + (sheet.rails.count - 1) * Self.railGap
    let count = isBroken ? "✖\u{FE0E} \(bridge.findings.count.grouped)  " : ""
    page.label(
      count + bridge.kind.visible(limit: 40),
      at: (end + 14, bridge.y + 4),
      class: isBroken ? "small bad" : "small"
    )
  }

  private func write(_ wire: Wire, _ sheet: Sheet, _ page: borrowing XMLWriter) {
    let (start, end) = (Self.left + Self.boxWidth, sheet.rails[wire.rail].x)
    let isBroken = !wire.findings.isEmpty
    joint(x: end, y: wire.y, isBroken: isBroken, page)
    if isBroken {
      // The line leaves room for its number.
      let count = wire.findings.count.grouped
      page.line(from: (start, wire.y), to: (start + 15, wire.y), class: "bad", isBroken: true)
      page.line(from: (start + 40 + 7 * count.count, wire.y), to: (end, wire.y), class: "bad", isBroken: true)
      page.label("✖\u{FE0E} \(count)", at: (start + 20, wire.y + 4), class: "small bad")
      return
    }
    page.line(from: (start, wire.y), to: (end, wire.y), class: "wire")
    if let members = wire.members {
      page.label("×\(members.grouped)", at: (start + 16, wire.y - 3), class: "small")
    }
  }

  private func joint(x: Int, y: Int, isBroken: Bool, _ page: borrowing XMLWriter) {
    if isBroken {
      page.rectangle(x: x - 4, y: y - 4, width: 8, height: 8, class: "bad", isFilled: true)
    } else {
      page.element("circle", ["class": "dot", "cx": String(x), "cy": String(y), "r": "3"])
    }
  }

  private func write(_ group: Group, _ page: borrowing XMLWriter) {
    page.rectangle(
      x: 1,
      y: group.top,
      width: Self.left + Self.boxWidth + 10,
      height: group.bottom - group.top,
      class: "group"
    )
    let title = group.title + (group.isContinued ? ", continued" : "")
    page.label(title.shortened(to: 40), at: (Self.left, group.top + 20), class: "strong")
    for account in group.accounts {
      guard let first = account.rows.first else { continue }
      page.label(account.title.shortened(to: 44), at: (Self.left, first.top - 6), class: "small")
      for row in account.rows { write(row, page) }
    }
  }

  private func write(_ row: Row, _ page: borrowing XMLWriter) {
    let node = topology.nodes[row.node]
    page.rectangle(x: Self.left, y: row.top, width: Self.boxWidth, height: row.height, class: "node")
    let middle = row.top + row.height / 2
    if let members = node.members {
      page.label((node.name ?? node.id).shortened(to: 38), at: (Self.left + 10, middle - 4), class: "name")
      page.label(members.of("VPC"), at: (Self.left + 10, middle + 13), class: "small")
    } else {
      page.label((node.name ?? node.id).shortened(to: 38), at: (Self.left + 10, middle - 4), class: "name")
      let detail = [node.name == nil ? nil : node.id, node.region, node.detail.isEmpty ? nil : node.detail]
        .compactMap(\.self).joined(separator: " · ")
      page.label(detail.shortened(to: 52), at: (Self.left + 10, middle + 13), class: "small")
    }
  }
}

extension String {
  /// The string in at most so many columns, made visible.
  package func shortened(to width: Int) -> String {
    let whole = visible(limit: 400)
    guard whole.columns > width else { return whole }
    var text = ""
    var columns = 0
    for character in whole {
      let next = String(character).columns
      guard columns + next < width else { break }
      text.append(character)
      columns += next
    }
    return text + "…"
  }
}

extension HTMLReport {
  /// The picture of the estate, and the same as a table.
  func writeTopology(_ page: borrowing XMLWriter) {
    guard let topology = result.topology else { return }
    page.paragraph(
      "What joins the VPCs of the estate. A joint lets packets through only where routes and filters do; where the path of "
        + "a finding passes, it is drawn as a broken line with the number of findings."
    )
    let vpcs = topology.nodes.filter { $0.kind == .vpc }
    if vpcs.contains(where: { $0.members != nil }) {
      let whole = vpcs.reduce(0) { $0 + ($1.members ?? 1) }
      page.paragraph("The \(whole.of("VPC")) of this estate are told by environment and account, with their number.")
    }
    let picture = TopologyPicture(topology, environments: result.environments.map { ($0.name, $0.tier) })
    let limit = bound(12)
    for (index, sheet) in picture.sheets.prefix(limit).enumerated() {
      page.scrolling("Picture \(index + 1) of the topology") {
        page.block("figure") {
          page.line()
          picture.write(sheet, number: index + 1, to: page)
        }
      }
      if sheet.omitted > 0 {
        page.paragraph(
          "Not drawn: \(sheet.omitted.grouped) more connections, gateways or sites. The table below has them.",
          class: "cut"
        )
      }
    }
    page.cut(picture.sheets.count, shown: limit, "picture")
    writeLinks(topology, page)
  }

  private func writeLinks(_ topology: Topology, _ page: borrowing XMLWriter) {
    guard !topology.links.isEmpty else { return page.paragraph("Nothing joins two of them.") }
    let nodes = Dictionary(topology.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let links = topology.links.filter { !$0.findings.isEmpty } + topology.links.filter { $0.findings.isEmpty }
    let limit = bound(400)
    page.block("details") {
      page.tag("summary", "The same as a table: \(links.count.of("link"))")
      page.line()
      page.scrolling("Table of links") {
        page.table(
          "What joins what, and the findings whose path passes",
          class: "links",
          count: links.count,
          columns: ["From", "To", "Joined by", "Findings"]
        ) {
          for link in links.prefix(limit) {
            page.block("tr") {
              page.container("th", ["scope": "row"]) { write(nodes[link.from], id: link.from, page) }
              page.container("td") { write(nodes[link.to], id: link.to, page) }
              page.container("td") {
                page.text(link.kind.visible(limit: 60))
                page.text(" ")
                if let members = link.members {
                  page.text("×\(members.grouped)")
                } else {
                  page.identifier(link.id)
                }
              }
              page.container("td") {
                if link.findings.isEmpty { page.text("none") }
                self.link(toFindings: link.findings, page)
              }
            }
          }
        }
      }
      page.cut(links.count, shown: limit, "link")
    }
  }

  private func write(_ node: Topology.Node?, id: String, _ page: borrowing XMLWriter) {
    guard let node else { return page.identifier(id) }
    page.text(node.kind.word + " ")
    if node.kind != .internet { page.tag("b", node.name ?? node.id, limit: 120) }
    page.small {
      let words = [node.environment, node.account, node.region].compactMap { $0?.visible(limit: 80) }
      page.text(words.joined(separator: ", "))
      if let members = node.members { page.text("\(words.isEmpty ? "" : ", ")\(members.of("VPC"))") }
    }
  }
}

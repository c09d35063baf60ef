// Expressions as a plan tells them: the names that occur in them, and nothing else.
extension TerraformEvaluation {
  /// The value of an expression, from the names in it.
  ///
  /// The hint is the name of what it is given to: it says whether one thing or several are meant, and of which type.
  /// Inputs and outputs of modules are handed on as they are, and judged where an attribute takes them.
  mutating func value(
    _ expression: JSONValue,
    hint: String,
    isHandedOn: Bool = false,
    _ scope: Scope
  ) throws(Failure) -> TerraformValue {
    if let constant = expression["constant_value"] { return TerraformValue(constant) }
    guard let names = expression["references"]?.array else { return Self.open("its expression is not in the plan") }
    let references = Self.grouped(names.compactMap(\.string))
    var open: [(name: String, value: TerraformValue)] = []
    var usesKey = false
    for reference in references {
      if reference == "count.index" || reference == "each.key" {
        usesKey = true
        continue
      }
      guard let steps = TerraformTraversal(reference)?.steps else {
        open.append((reference, Self.open("\(reference) cannot be followed")))
        continue
      }
      if case .attribute("path")? = steps.first { continue }
      if case .attribute("terraform")? = steps.first { continue }
      do throws(Failure) {
        guard let (root, taken) = try root(steps, scope) else { continue }
        var value = root
        for step in steps[taken...] { value = try access(value, step) }
        // What is known already does not make a value unknown.
        if !value.isKnown { open.append((reference, value)) }
      } catch {
        // What is not there cannot be meant.
        continue
      }
    }
    guard !open.isEmpty else {
      guard !references.isEmpty else { return Self.open("its expression is not in the plan") }
      return Self.open("an expression of \(Self.list(references))")
    }
    if isHandedOn, open.count == 1 { return usesKey ? withKey(open[0].value, scope) : open[0].value }
    return pick(open, hint: hint, usesKey: usesKey, scope)
  }

  /// The first of each run of names, which Terraform writes from the longest to the shortest.
  static func grouped(_ names: [String]) -> [String] {
    var groups: [String] = []
    var last = ""
    for name in names {
      let rest = last.utf8.starts(with: name.utf8) ? last.utf8.dropFirst(name.utf8.count).first : nil
      let isPrefix = rest == UInt8(ascii: ".") || rest == UInt8(ascii: "[")
      if !isPrefix, !groups.contains(name) { groups.append(name) }
      last = name
    }
    return groups
  }

  private static func list(_ names: [String]) -> String { names.prefix(4).joined(separator: ", ") }

  /// Chooses among the things that an expression may come to.
  private mutating func pick(
    _ open: [(name: String, value: TerraformValue)],
    hint: String,
    usesKey: Bool,
    _ scope: Scope
  ) -> TerraformValue {
    let link = TerraformLink(hint)
    if !link.isLink {
      if open.count == 1, link.isDocument, Self.isDocument(open[0].value) { return open[0].value }
      return several(open.map { $0.value }, part: "an expression of \(Self.list(open.map { $0.name }))")
    }
    var fitting: [TerraformReference] = []
    var rest: [TerraformValue] = []
    for (_, value) in open {
      let chosen = usesKey ? withKey(value, scope) : value
      let isSame = chosen == value
      let picked = references(in: chosen, link: link)
      guard let picked, !picked.isEmpty else {
        rest.append(value)
        continue
      }
      for (reference, isExact) in picked {
        var reference = reference
        if usesKey, !isSame {
          reference.assume("\(reference.name) is taken, which has the same key")
        } else if picked.count > 1 {
          reference.assume("all of \(picked.count) instances are taken")
        } else if !isExact {
          reference.assume("\(reference.name) is taken, the only instance")
        }
        fitting.append(reference)
      }
    }
    // Things of another type are conditions, or pieces of something else.
    let expected = fitting.filter { link.fits(type: resolver.type(of: $0)) }
    let chosen = expected.isEmpty ? fitting : expected
    guard expected.count == fitting.count || !expected.isEmpty, !chosen.isEmpty else {
      return several(open.map { $0.value }, part: "an expression of \(Self.list(open.map { $0.name }))")
    }
    if let unknown = rest.compactMap(\.firstUnknown).first, link.isPlural || chosen.isEmpty {
      return .unknown(TerraformUnknown(unknown.name, unknown.reason, candidates: chosen))
    }
    if link.isPlural {
      return .list(
        chosen.map { reference in
          var reference = reference
          reference.assume("the list has no other elements")
          return .reference(reference)
        }
      )
    }
    if chosen.count == 1, rest.isEmpty { return .reference(chosen[0]) }
    return .unknown(TerraformUnknown("", .several, candidates: chosen))
  }

  private func several(_ values: [TerraformValue], part: String) -> TerraformValue {
    let candidates = values.flatMap(\.allReferences)
    if let unknown = values.compactMap(\.firstUnknown).first, candidates.isEmpty {
      return .unknown(TerraformUnknown(unknown.name, unknown.reason, candidates: candidates))
    }
    return .unknown(TerraformUnknown(part, .expression(part), candidates: candidates))
  }

  private static func isDocument(_ value: TerraformValue) -> Bool {
    switch value {
    case .document: true
    case .reference(let reference): reference.path.last == .attribute("json")
    default: false
    }
  }

  /// The element of a collection that has the key of the block at hand; the value itself if there is none.
  private func withKey(_ value: TerraformValue, _ scope: Scope) -> TerraformValue {
    switch (value, scope.key) {
    case (.list(let elements), .number(let number)?) where elements.indices.contains(number): return elements[number]
    case (.object, .string(let text)?): return value[text] ?? value
    default: return value
    }
  }

  /// The attributes of resources that a value stands for, and whether the expression names the attribute itself.
  private mutating func references(
    in value: TerraformValue,
    link: TerraformLink
  ) -> [(TerraformReference, isExact: Bool)]? {
    switch value {
    case .reference(let reference) where reference.path.isEmpty:
      guard let type = resolver.type(of: reference), link.fits(type: type) else { return nil }
      do throws(Failure) {
        let inner = try access(value, .attribute(link.attribute))
        return references(in: inner, link: link)?.map { ($0.0, false) }
      } catch {
        return nil
      }
    case .reference(let reference):
      // The name of an endpoint service has its id in it.
      if link.attribute == "service_name", reference.path == [.attribute("id")],
        link.fits(type: resolver.type(of: reference))
      {
        return [(TerraformReference(address: reference.address, path: [.attribute(link.attribute)]), false)]
      }
      return TerraformLink.isIdentity(reference.path) ? [(reference, true)] : nil
    case .list(let elements):
      var found: [(TerraformReference, isExact: Bool)] = []
      for element in elements where !element.isKnown {
        guard let inner = references(in: element, link: link) else { return nil }
        found += inner
      }
      return found
    case .object(let members):
      return references(in: .list(members.map(\.value)), link: link)
    default: return nil
    }
  }
}

extension TerraformReference {
  /// Marks the reference as assumed; what was assumed first stays.
  mutating func assume(_ words: String) {
    if case .stated = basis { basis = .assumed(words) }
  }
}

// What there is much of in a result, as it is read from a tape.

extension AssertionResult: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      id: try tape.value(.id, of: node),
      title: try tape.value(.title, of: node),
      rationale: try tape.value(.rationale, of: node),
      kind: try tape.value(.kind, of: node),
      severity: try tape.word(.severity, of: node),
      controls: try tape.list(.controls, of: node),
      outcome: try tape.word(.outcome, of: node),
      pairs: try tape.list(.pairs, of: node),
      findings: try tape.list(.findings, of: node),
      gaps: try tape.list(.gaps, of: node),
      exceptions: try tape.list(.exceptions, of: node),
      location: try tape.value(.location, of: node)
    )
  }
}

extension AssertionResult.Pair: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      from: try tape.value(.from, of: node),
      to: try tape.value(.to, of: node),
      outcome: try tape.word(.outcome, of: node),
      reason: try tape.value(.reason, of: node)
    )
  }
}

extension AssertionResult.Exception: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      from: try tape.value(.from, of: node),
      to: try tape.value(.to, of: node),
      reason: try tape.value(.reason, of: node),
      traffic: try tape.list(.traffic, of: node)
    )
  }
}

extension Finding: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      id: try tape.value(.id, of: node),
      assertion: try tape.value(.assertion, of: node),
      severity: try tape.word(.severity, of: node),
      kind: try tape.word(.kind, of: node),
      title: try tape.value(.title, of: node),
      from: try tape.value(.from, of: node),
      to: try tape.value(.to, of: node),
      verdict: try tape.word(.verdict, of: node),
      via: try tape.list(.via, of: node),
      witness: try tape.value(.witness, of: node),
      hops: try tape.list(.hops, of: node),
      returnHops: try tape.list(.returnHops, of: node),
      traffic: try tape.list(.traffic, of: node),
      endpointPairs: try tape.value(.endpointPairs, of: node),
      chain: try tape.list(.chain, of: node),
      resources: try tape.list(.resources, of: node),
      legs: try tape.list(.legs, of: node),
      remediation: try tape.list(.remediation, of: node),
      cut: try tape.value(.cut, of: node),
      calls: try tape.value(.calls, of: node),
      waiver: try tape.value(.waiver, of: node),
      pathDigest: try tape.value(.pathDigest, of: node)
    )
  }
}

extension Cut: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      status: try tape.word(.status, of: node),
      elements: try tape.list(.elements, of: node),
      alternatives: try tape.list(.alternatives, of: node),
      note: try tape.value(.note, of: node)
    )
  }
}

extension CutElement: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      resource: try tape.value(.resource, of: node),
      step: try tape.value(.step, of: node),
      rule: try tape.value(.rule, of: node),
      location: try tape.value(.location, of: node),
      alsoCloses: try tape.list(.alsoCloses, of: node),
      breaks: try tape.list(.breaks, of: node),
      statement: try tape.value(.statement, of: node)
    )
  }
}

extension PathLeg: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      packet: try tape.value(.packet, of: node),
      hops: try tape.list(.hops, of: node),
      returnHops: try tape.list(.returnHops, of: node)
    )
  }
}

extension Hop: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      resource: try tape.value(.resource, of: node),
      action: try tape.value(.action, of: node),
      rule: try tape.value(.rule, of: node),
      location: try tape.value(.location, of: node)
    )
  }
}

extension ChainStep: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      from: try tape.value(.from, of: node),
      action: try tape.value(.action, of: node),
      to: try tape.value(.to, of: node),
      allowedBy: try tape.list(.allowedBy, of: node),
      conditions: try tape.list(.conditions, of: node),
      kind: try tape.value(.kind, of: node),
      leg: try tape.value(.leg, of: node)
    )
  }
}

extension Evidence: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      text: try tape.value(.text, of: node),
      location: try tape.value(.location, of: node),
      digest: try tape.value(.digest, of: node)
    )
  }
}

extension WitnessPacket: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      source: try tape.value(.source, of: node),
      destination: try tape.value(.destination, of: node),
      sourceAddress: try tape.value(.sourceAddress, of: node),
      destinationAddress: try tape.value(.destinationAddress, of: node),
      protocol: try tape.value(.protocol, of: node),
      sourcePort: try tape.value(.sourcePort, of: node),
      destinationPort: try tape.value(.destinationPort, of: node),
      icmpType: try tape.value(.icmpType, of: node),
      icmpCode: try tape.value(.icmpCode, of: node)
    )
  }
}

extension TrafficSet: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      source: try tape.value(.source, of: node),
      destination: try tape.value(.destination, of: node),
      protocol: try tape.value(.protocol, of: node),
      ports: try tape.value(.ports, of: node),
      icmpType: try tape.value(.icmpType, of: node),
      icmpCode: try tape.value(.icmpCode, of: node),
      verdict: try tape.word(.verdict, of: node)
    )
  }
}

extension ResourceReference: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      id: try tape.value(.id, of: node),
      name: try tape.value(.name, of: node),
      type: try tape.value(.type, of: node),
      account: try tape.value(.account, of: node),
      region: try tape.value(.region, of: node),
      environment: try tape.value(.environment, of: node)
    )
  }
}

extension SourceLocation: TapeReadable {
  init(_ tape: borrowing JSONTape, _ node: Int) throws(NotReadable) {
    self.init(
      file: try tape.value(.file, of: node),
      line: try tape.value(.line, of: node),
      column: try tape.value(.column, of: node),
      pointer: try tape.value(.pointer, of: node),
      address: try tape.value(.address, of: node)
    )
  }
}

import IsolationAudit

/// What the engine says of all packets from one origin at once: the sets that arrive, and those that get answers.
struct EngineSets {
  private struct Part {
    var boxes: [HeaderBox]
    var answered: [HeaderBox]
    var isCertain: Bool
    var answersAreCertain: Bool
  }

  private let isIPv6: Bool
  private var parts: [Part] = []
  /// Why it is not known how packets go on, and where; nothing is unknown in a complete estate without loops.
  private(set) var unknowns: [String] = []

  /// Sends everything from one source address.
  init(_ model: ForwardingModel, from sender: Sender, source: UInt32, isIPv6: Bool) {
    self.isIPv6 = isIPv6
    var walker = Walker(model)
    let address = isIPv6 ? source.ipv6Value : UInt128(source)
    walker.send(HeaderBox(family: isIPv6 ? .ipv6 : .ipv4, source: AddressRange(address)), from: sender)
    for arrival in walker.arrivals {
      if case .beyond(let code, let resource, _) = arrival.place {
        unknowns.append("\(code.rawValue) at \(model.estate.symbols[resource])")
      }
      if case .service = arrival.place { continue }
      for delivery in walker.deliveries(of: arrival) {
        let conversation = Conversation(of: delivery, from: sender, in: model)
        parts.append(
          Part(
            boxes: delivery.flow.boxes.map(\.sent),
            answered: conversation.answered.map(\.sent),
            isCertain: delivery.flow.certainty == .exact,
            answersAreCertain: conversation.certainty == .exact
          )
        )
      }
    }
  }

  /// How far a packet gets, in the words of the engine's verdicts.
  func verdict(_ packet: TinyHeader) -> String {
    let box = box(packet)
    var arrives = false
    var mayArrive = false
    for part in parts where part.boxes.contains(where: { $0.contains(box) }) {
      guard part.isCertain else {
        mayArrive = true
        continue
      }
      if part.answersAreCertain, part.answered.contains(where: { $0.contains(box) }) { return "connects" }
      arrives = true
    }
    return arrives ? "one-way" : mayArrive ? "may" : "isolated"
  }

  private func box(_ packet: TinyHeader) -> HeaderBox {
    let isICMPv6 = isIPv6 && packet.protocolNumber == 1
    var box = HeaderBox(
      family: isIPv6 ? .ipv6 : .ipv4,
      source: AddressRange(isIPv6 ? packet.source.ipv6Value : UInt128(packet.source)),
      destination: AddressRange(isIPv6 ? packet.destination.ipv6Value : UInt128(packet.destination)),
      protocols: ProtocolRange(isICMPv6 ? 58 : packet.protocolNumber)
    )
    switch packet.protocolNumber {
    case 1:
      // The engine keeps the type with the destination ports, and the code with the source ports.
      let type = isICMPv6 ? [8: 128, 0: 129][packet.sourcePort] ?? packet.sourcePort : packet.sourcePort
      box.destinationPorts = PortRange(type, type)
      box.sourcePorts = PortRange(packet.destinationPort, packet.destinationPort)
    case 6, 17:
      box.sourcePorts = PortRange(packet.sourcePort, packet.sourcePort)
      box.destinationPorts = PortRange(packet.destinationPort, packet.destinationPort)
    default: break
    }
    return box
  }
}

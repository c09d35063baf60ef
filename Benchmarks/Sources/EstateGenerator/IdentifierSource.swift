/// The identifiers of an estate: each a pure function of the seed, the kind of resource and its place in the plan.
///
/// Nothing is remembered, so any part of an estate can be written, and written again, without the rest in memory.
struct IdentifierSource: Hashable, Sendable {
  /// What an identifier is for; two kinds never share one.
  enum Kind: UInt64, Sendable {
    case vpc = 1
    case subnet, routeTable, routeTableAssociation, networkACL, networkACLAssociation, securityGroup, securityGroupRule
    case networkInterface, attachment, instance, reservation, volume, internetGateway, natGateway, address
    case addressAssociation, peering, transitGateway, transitGatewayAttachment, transitGatewayRouteTable, endpoint
    case loadBalancer, listener, targetGroup, hardwareAddress, dhcpOptions, publicAddress, role, clientToken
  }

  /// The seed that the whole estate follows from.
  let seed: UInt64

  /// Returns 64 well-mixed bits for a resource (the finaliser of SplitMix64, applied to each part in turn).
  func bits(_ kind: Kind, _ major: Int, _ minor: Int = 0) -> UInt64 {
    var value = seed
    for part in [kind.rawValue, UInt64(truncatingIfNeeded: major), UInt64(truncatingIfNeeded: minor)] {
      value = (value ^ part) &+ 0x9E37_79B9_7F4A_7C15
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      value ^= value >> 31
    }
    return value
  }

  /// Returns an identifier in AWS's long form: the prefix, a hyphen and 17 hexadecimal digits.
  func id(_ prefix: StaticString, _ kind: Kind, _ major: Int, _ minor: Int = 0) -> String {
    let digits = bits(kind, major, minor)
    return String(unsafeUninitializedCapacity: prefix.utf8CodeUnitCount + 18) { buffer in
      var count = 0
      prefix.withUTF8Buffer { for byte in $0 { buffer[count] = byte; count += 1 } }
      buffer[count] = UInt8(ascii: "-")
      buffer[count + 1] = UInt8(ascii: "0")
      count += 2
      Self.writeHexadecimal(digits, digits: 16, into: buffer, at: &count)
      return count
    }
  }

  /// Returns `digits` hexadecimal digits for a resource, as in the last part of a load balancer's ARN.
  func hexadecimal(_ kind: Kind, _ major: Int, _ minor: Int = 0, digits: Int = 16) -> String {
    let value = bits(kind, major, minor)
    return String(unsafeUninitializedCapacity: digits) { buffer in
      var count = 0
      Self.writeHexadecimal(value, digits: digits, into: buffer, at: &count)
      return count
    }
  }

  /// Returns a UUID's text for a resource.
  func uuid(_ kind: Kind, _ major: Int, _ minor: Int = 0) -> String {
    let high = hexadecimal(kind, major, minor)
    let low = hexadecimal(kind, major, ~minor)
    let group = { (text: String, from: Int, count: Int) in String(text.dropFirst(from).prefix(count)) }
    return [group(high, 0, 8), group(high, 8, 4), "4" + group(high, 13, 3), "a" + group(low, 1, 3), group(low, 4, 12)]
      .joined(separator: "-")
  }

  /// Returns a hardware (MAC) address with the locally administered bit set, as AWS hands them out.
  func hardwareAddress(_ major: Int, _ minor: Int) -> String {
    let digits = hexadecimal(.hardwareAddress, major, minor, digits: 10)
    var text = "02"
    for (index, digit) in digits.enumerated() {
      if index.isMultiple(of: 2) { text.append(":") }
      text.append(digit)
    }
    return text
  }

  private static func writeHexadecimal(
    _ value: UInt64,
    digits: Int,
    into buffer: UnsafeMutableBufferPointer<UInt8>,
    at count: inout Int
  ) {
    for place in stride(from: digits - 1, through: 0, by: -1) {
      let digit = UInt8(truncatingIfNeeded: (value >> UInt64(place * 4)) & 0xF)
      buffer[count] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      count += 1
    }
  }
}

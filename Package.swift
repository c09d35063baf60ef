// swift-tools-version: 6.3
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "IsolationAudit",
  products: [
    .library(name: "IsolationAudit", targets: ["IsolationAudit"]),
    .executable(name: "audit-cli", targets: ["audit-cli"]),
  ],
  dependencies: [
    // Command-line arguments, help and shell completions.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Ordered sets and dictionaries: output order is chosen, never inherited from a hash table.
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    // SHA-256 of inputs and findings.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // The policy language is YAML; Yams keeps line and column of every node.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2",
      path: "Sources/IsolationAudit/CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]
    ),
    // The history of findings: a dozen statements, for which the system's library is enough.
    .systemLibrary(
      name: "CSQLite",
      path: "Sources/IsolationAudit/CSQLite",
      pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]
    ),
    .target(
      name: "IsolationAudit",
      dependencies: [
        "CLibXML2",
        "CSQLite",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Sources/IsolationAudit",
      exclude: ["CLibXML2", "CSQLite"],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "audit-cli",
      dependencies: [
        "IsolationAudit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/audit-cli",
      swiftSettings: swiftSettings
    ),
    // What the engine is compared with: slow interpreters that share no code with it, and random estates and requests.
    .target(
      name: "Oracles",
      dependencies: ["IsolationAudit"],
      path: "Tests/Oracles",
      swiftSettings: swiftSettings
    ),
    // Long comparisons, for script/compare.
    .executableTarget(
      name: "compare-oracles",
      dependencies: [
        "Oracles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Compare",
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "IsolationAuditTests",
      dependencies: ["IsolationAudit", "Oracles"],
      path: "Tests/IsolationAuditTests",
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "ConformanceTests",
      dependencies: ["IsolationAudit", "Oracles"],
      path: "Tests/ConformanceTests",
      swiftSettings: swiftSettings
    ),
  ],
  swiftLanguageModes: [.v6]
)

import Foundation
import Testing

@testable import IsolationAudit

@Suite("CSV report")
struct CSVReportTests {
  /// Reads RFC 4180 as its grammar says, strictly: every record ends with a line break, every field is quoted.
  static func rows(_ bytes: [UInt8]) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var index = 0
    func at(_ position: Int) -> Character? { position < bytes.count ? Character(Unicode.Scalar(bytes[position])) : nil }
    while index < bytes.count {
      try #require(at(index) == "\"")
      index += 1
      var field: [UInt8] = []
      while true {
        let byte = try #require(index < bytes.count ? bytes[index] : nil, "a field without an end")
        index += 1
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if at(index) == "\"" {
          field.append(byte)
          index += 1
        } else {
          break
        }
      }
      row.append(try #require(String(validating: field, as: UTF8.self)))
      if at(index) == "," {
        index += 1
      } else {
        try #require(at(index) == "\r" && at(index + 1) == "\n")
        index += 2
        rows.append(row)
        row = []
      }
    }
    return rows
  }

  @Test("the complete sample") func golden() throws {
    try Golden.expect(CSVReport(SampleResult.complete).render(), "complete.csv")
  }

  @Test("a row of names, then a row for each finding, all of one length", arguments: SARIFReportTests.samples.indices)
  func shape(index: Int) throws {
    let result = SARIFReportTests.samples[index]
    let rows = try Self.rows(CSVReport(result).render())
    #expect(rows.count == result.findings.count + 1)
    #expect(rows.first == CSVReport.columns)
    #expect(Set(rows.map(\.count)) == [CSVReport.columns.count])
    #expect(Set(rows.dropFirst().map(\.[0])) == Set(result.findings.map(\.id)))
  }

  @Test(
    "no field is a formula",
    arguments: [
      "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|x", "%x", "\u{A0}=1", "=HYPERLINK(\"http://x\")",
    ]
  )
  func formulas(attack: String) throws {
    for row in try Self.rows(CSVReport(SampleResult.hostileComplete(attack)).render()) {
      for field in row {
        let first = field.unicodeScalars.first { !$0.properties.isWhitespace }
        #expect(first.map { !["=", "+", "-", "@", "|", "%", "＝"].contains($0) } ?? true, "\(field)")
      }
    }
  }

  @Test("what is waived, new and since when has its columns")
  func columns() throws {
    let rows = try Self.rows(CSVReport(SampleResult.complete).render())
    let row = try #require(rows.first { $0[0] == "3f9a1c5be0427d68" })
    let values = Dictionary(uniqueKeysWithValues: zip(CSVReport.columns, row))
    #expect(values["status"] == "waived")
    #expect(values["waived until"] == "2026-12-15")
    #expect(values["change"] == "new")
    #expect(values["first seen"] == "2026-11-22T02:00:00Z")
    #expect(values["file"] == "modules/network/main.tf")
    #expect(values["line"] == "12")
    #expect(values["terraform address"] == "module.network.aws_route.orders[\"a\"]")
    #expect(values["controls"] == "pci-dss-4.0.1/6.5.3; nist-800-53-5.1.1/SC-7(21); iso-27001-2022/A.8.31")
  }
}

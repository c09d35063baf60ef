extension Governance {
  /// Adds a result to a history and fills in how old its findings are.
  ///
  /// - Returns: What is wrong, for the terminal; `nil` when the run was kept. The result is whole in either case.
  package static func keep(_ result: inout AuditResult, in file: HistoryFile?) -> String? {
    guard let file else { return nil }
    do {
      result.history = try file.add(result)
      return nil
    } catch {
      result.history = nil
      return "\(file.path.visible(limit: 300)): warning: the run was not kept in the history: \(error.message)"
    }
  }
}

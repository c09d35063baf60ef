extension AssumeRoleGraph {
  /// Works out who can become whom in an estate.
  package init(estate: Estate) {
    var builder = AssumeRoleGraphBuilder(estate)
    builder.addOutsiders()
    self = builder.graph()
  }
}

// The table of a multiverse: one row a combination of choices.

public import Analysis

extension ReportTable {
  /// The table of a multiverse, in its order.
  ///
  /// `unit` is that of the error.
  public init(
    _ multiverse: Multiverse, name: String, title: String, unit: ReportUnit = .none,
    provenance: Provenance
  ) {
    self.init(
      name: name, title: title,
      columns: [
        ReportColumn("cost"), ReportColumn("loss"), ReportColumn("left out"), ReportColumn("runs"),
        ReportColumn("E", unit: unit), ReportColumn("a"),
        ReportColumn("held-out error", unit: unit), ReportColumn("status"),
      ],
      rows: multiverse.universes.map(\.cells), notes: [multiverse.statement],
      provenance: provenance)
  }
}

extension Universe {
  fileprivate var cells: [ReportCell] {
    let choices: [ReportCell] = [.text(counting), .text(loss.words), .text(exclusion.words)]
    switch result {
    case .failure(let error):
      let reason = ReportCell.missing(reason: error.description)
      return choices + [reason, reason, reason, reason, .text("no answer")]
    case .success(let fit):
      let exponent =
        fit.whyUnmeasured(.exponent(0)).map { ReportCell.missing(reason: $0) }
        ?? .number(ReportNumber(fit.law.exponent, interval: fit.interval(of: .exponent(0))))
      return choices + [
        .number(Double(fit.count)),
        .number(ReportNumber(fit.law.floor, interval: fit.interval(of: .floor))), exponent,
        fit.heldOut.map { .number($0.rootMeanSquare) } ?? .missing(reason: "nothing held out"),
        .text(fit.status.word),
      ]
    }
  }
}

// What a study asks of its observations: measures and fits.

import Configuration
import Documents

extension StudyReader {
  mutating func readMeasures(_ node: SourceNode) -> [MeasureDefinition] {
    var measures: [MeasureDefinition] = []
    for entry in entries(of: node, in: "measure") {
      checkName(entry.key, in: "measure", at: entry.keyPosition)
      let place = "measure.\(entry.key)"
      let fields = fields(of: entry.value, in: place, StudyGrammar.measure)
      let epoch = fields["at"].flatMap { choice($0, fields.path("at"), of: MeasuredEpoch.self) }
      let metric =
        fields.required("metric", "a metric, such as validation.top1", &self)
        .flatMap { value($0, fields.path("metric"), .choice(StudyGrammar.metrics)) }?.canonicalText
        ?? ""
      let weights = fields["of"].flatMap {
        choice($0, fields.path("of"), of: MeasuredWeights.self)
      }
      if weights == .averages, metric.hasPrefix("train.") {
        report(
          "'\(place).of' is ema, but \(metric) is of the weights in training; expected a metric of "
            + "validation or test", at: fields.position)
      }
      let unit = fields["unit"].flatMap { choice($0, fields.path("unit"), of: MeasureUnit.self) }
      if unit == .percent, metric.hasSuffix("loss") {
        report("'\(place).unit' is percent, but \(metric) is no fraction", at: fields.position)
      }
      if epoch == .best, metric.hasPrefix("test.") {
        report(
          "'\(place).at' is best, but the test split is read once, after the last epoch; expected a "
            + "metric of validation or train", at: fields.position)
      }
      let prefix = (epoch == .best ? "best." : "") + (weights == .averages ? "ema." : "")
      measures.append(
        MeasureDefinition(
          name: entry.key, metric: prefix + metric, unit: unit ?? .plain,
          position: entry.keyPosition))
    }
    return measures
  }

  mutating func readFits(_ node: SourceNode, _ context: QuestionContext) -> [FitDefinition] {
    var fits: [FitDefinition] = []
    for entry in entries(of: node, in: "fits") {
      checkName(entry.key, in: "fits", at: entry.keyPosition)
      guard let kind = readFit(entry.value, "fits.\(entry.key)", context) else { continue }
      fits.append(FitDefinition(name: entry.key, kind: kind))
    }
    return fits
  }

  private mutating func readFit(
    _ node: SourceNode, _ place: String, _ context: QuestionContext
  ) -> FitKind? {
    let kinds = ["form", "contrast", "frontier"]
    var given: [String] = []
    if case .mapping(let entries) = node.content {
      given = kinds.filter { kind in entries.contains { $0.key == kind } }
    }
    guard given.count == 1 else {
      report("'\(place)' has to have one of \(kinds.joined(separator: ", "))", at: node.position)
      return nil
    }
    return switch given[0] {
    case "form": readPowerLaw(node, place, context.scope).map(FitKind.powerLaw)
    case "contrast": readContrast(node, place, context).map(FitKind.contrast)
    default: readFrontier(node, place, context.scope)
    }
  }

  mutating func readLoss(_ node: SourceNode, _ place: String) -> FitLoss {
    let fields = fields(of: node, in: place, StudyGrammar.loss)
    let positive = Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude
    let huber = fields["huber"].flatMap { number($0, fields.path("huber"), in: positive) }
    let space = fields["space"].flatMap { choice($0, fields.path("space"), of: FitSpace.self) }
    return FitLoss(huber: huber, space: space ?? .linear)
  }

  private mutating func readFrontier(
    _ node: SourceNode, _ place: String, _ scope: ExpressionScope
  ) -> FitKind? {
    let fields = fields(of: node, in: place, StudyGrammar.frontier)
    let condition = optionalExpression(fields, "where", scope)
    let bootstrap = readBootstrap(fields)
    let x = requiredExpression(fields, "x", scope)
    let y = requiredExpression(fields, "y", scope)
    guard let node = fields["frontier"] else { return nil }
    if case .scalar(StudyGrammar.points, _) = node.content {
      if let node = fields["bootstrap"] {
        report(
          "'\(fields.path("bootstrap"))' is for the frontier of a setting; points are told apart by "
            + "tests between their replicates: remove it", at: node.position)
      }
      guard let x, let y else { return nil }
      return .speedAccuracy(SpeedAccuracyFit(x: x, y: y, condition: condition))
    }
    guard let name = frontierName(node, fields.path("frontier")), let x, let y else { return nil }
    return .frontier(
      FrontierFit(setting: name, x: x, y: y, condition: condition, bootstrap: bootstrap))
  }

  /// A setting, or the resolution that scaling leads to.
  private mutating func frontierName(_ node: SourceNode, _ place: String) -> String? {
    if case .scalar(ExpressionScope.resolution, _) = node.content {
      return ExpressionScope.resolution
    }
    return setting(node, place)?.path
  }

  mutating func readBootstrap(_ fields: Fields) -> BootstrapPlan? {
    guard let node = fields["bootstrap"] else { return nil }
    let inner = self.fields(of: node, in: fields.path("bootstrap"), StudyGrammar.bootstrap)
    guard let count = inner.required("n", "the number of resamples", &self),
      let count = integer(count, inner.path("n"), in: 1...1_000_000)
    else { return nil }
    guard let unit = inner["unit"] else { return BootstrapPlan(count: count, units: [.point]) }
    var units: [ResamplingUnit] = []
    for element in listOrSingle(unit, inner.path("unit")) {
      guard let unit = choice(element, inner.path("unit"), of: ResamplingUnit.self) else {
        continue
      }
      units.append(unit)
    }
    return BootstrapPlan(count: count, units: units)
  }

  mutating func optionalExpression(
    _ fields: Fields, _ key: String, _ scope: ExpressionScope
  ) -> StudyExpression? {
    fields[key].flatMap { expression($0, fields.path(key), scope) }
  }

  mutating func requiredExpression(
    _ fields: Fields, _ key: String, _ scope: ExpressionScope
  ) -> StudyExpression? {
    fields.required(key, "an expression", &self)
      .flatMap { expression($0, fields.path(key), scope) }
  }

  private mutating func listOrSingle(_ node: SourceNode, _ place: String) -> [SourceNode] {
    if case .scalar = node.content { [node] } else { list(node, place) }
  }
}

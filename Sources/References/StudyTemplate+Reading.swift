// Which points of a study the rows of a table are about, as a specification says it.

import Documents

extension DocumentReader {
  /// The key `study` of a specification.
  mutating func studyTemplate(_ node: SourceNode) -> StudyTemplate? {
    let fields = fields(
      of: node, in: "study",
      known: ["file", "images", "classes", "measure", "where", "row", "points"])
    let file = fields.required("file", "a file of studies/", &self)
      .flatMap { text($0, "study.file") }
    let images = fields.required("images", "the number of training images", &self)
      .flatMap { integer($0, "study.images", in: 1...1_000_000_000) }
    let classes = fields.required("classes", "the number of classes", &self)
      .flatMap { integer($0, "study.classes", in: 2...1_000_000) }
    let measure = fields["measure"].flatMap { text($0, "study.measure") }
    let rows = studyRows(fields, measure: measure)
    guard let file, let images, let classes, let rows else { return nil }
    return StudyTemplate(
      file: file, data: StudyData(images: images, classes: classes), rows: rows)
  }

  /// Either a condition with names in braces, or one for each row.
  private mutating func studyRows(_ fields: Fields, measure: String?) -> StudyTemplate.Rows? {
    if let node = fields["where"], fields["points"] == nil {
      guard let measure else {
        report("which measure? Give 'study.measure'", at: fields.position)
        return nil
      }
      return text(node, "study.where").map {
        .template(StudyPoints(condition: $0, measure: measure))
      }
    }
    guard let node = fields["points"], fields["where"] == nil else {
      report("give one of study.where and study.points", at: fields.position)
      return nil
    }
    let row = fields.required("row", "a template of what tells rows apart", &self)
      .flatMap { text($0, "study.row") }
    let points = studyPoints(node, measure: measure)
    return row.map { .listed(row: $0, points) }
  }

  /// For each row a condition, or a condition with a measure or a study of its own.
  private mutating func studyPoints(
    _ node: SourceNode, measure: String?
  ) -> [String: StudyPoints] {
    var found: [String: StudyPoints] = [:]
    for entry in entries(of: node, in: "study.points") {
      let path = "study.points.\(entry.key)"
      var (condition, own, file): (String?, String?, String?) = (nil, nil, nil)
      if case .mapping = entry.value.content {
        let fields = fields(of: entry.value, in: path, known: ["where", "measure", "file"])
        condition = fields.required("where", "a condition on points", &self)
          .flatMap { text($0, fields.path("where")) }
        own = fields["measure"].flatMap { text($0, fields.path("measure")) }
        file = fields["file"].flatMap { text($0, fields.path("file")) }
      } else {
        condition = text(entry.value, path)
      }
      guard let condition else { continue }
      guard let measure = own ?? measure else {
        report("which measure? Give '\(path).measure' or 'study.measure'", at: entry.keyPosition)
        continue
      }
      found[entry.key] = StudyPoints(condition: condition, measure: measure, file: file)
    }
    return found
  }
}

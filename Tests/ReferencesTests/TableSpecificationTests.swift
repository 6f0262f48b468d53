import Documents
import Foundation
import References
import Testing

@Suite struct TableSpecificationTests {
  private static let text = """
    schema: 1
    title: A table
    reference: group/table
    except: {model: [RS-26]}
    network: {name: '{model}', resolution: 160}
    columns:
    - {header: Model, text: '{model}'}
    - {header: Parameters, unit: M, decimals: 2, ours: parameters, with: params}

    """

  @Test func `a specification is read`() throws {
    let specification = try read(Self.text)
    #expect(specification.name == "spec")
    #expect(specification.rows == .reference("group/table", except: ["model": ["RS-26"]]))
    #expect(specification.columns.map(\.header) == ["Model", "Parameters"])
    guard case .comparison(let own, let published, let parts) = specification.columns[1].content
    else { return #expect(Bool(false), "expected a comparison") }
    #expect(own.quantity == .parameters)
    #expect(published.table == nil && published.column == "params")
    #expect(parts == [.published, .ours, .difference, .verdict])
    #expect(specification.agreements.isEmpty && specification.columns[1].margin == nil)
  }

  @Test func `columns to be held against each other are named as CSV heads them`() throws {
    let agreement = "agreement: [{order: [Parameters published, Parameters ours]}]\n"
    let specification = try read(Self.text + agreement)
    let found = try #require(specification.agreements.first)
    #expect(found.kind == .order && found.columns == [1, 2])
    #expect(found.names == ["Parameters published", "Parameters ours"])
  }

  @Test(
    arguments: zip(
      [
        "{order: [Parameters publised, Parameters ours]}", "{order: [Model]}",
        "{order: [Model, Model]}", "{ordr: [Model, Parameters ours]}", "{}",
      ],
      [
        """
        spec.yaml:9:22: no column 'Parameters publised' in 'agreement.order'; did you mean \
        'Parameters published'?
        """,
        "spec.yaml:9:21: 'agreement.order' has to name two columns of the table",
        "spec.yaml:9:21: 'agreement.order' has to name two columns of the table",
        "spec.yaml:9:14: unknown key 'ordr' in 'agreement'; did you mean 'order'?",
        "spec.yaml:9:13: an agreement has one of order, steps, signs",
      ]))
  func `an agreement that cannot be looked for is told`(entry: String, expected: String) {
    let errors = #expect(throws: DocumentErrors.self) {
      try read(Self.text + "agreement: [\(entry)]\n")
    }
    #expect(errors?.description.contains(expected) == true, "\(String(describing: errors))")
  }

  @Test func `a margin has a reason`() throws {
    let margin = "ours: trained, with: params, margin: {within: 0.5, why: reruns lie so far apart}"
    let specification = try read(
      Self.text.replacing("ours: parameters, with: params", with: margin))
    let found = try #require(specification.columns[1].margin)
    #expect(found.within == 0.5 && found.reason == "reruns lie so far apart")
  }

  @Test(
    arguments: zip(
      [
        "ours: trained, with: params, margin: {within: 0.5}",
        "ours: trained, with: params, margin: {within: 0, why: none}",
        "ours: parameters, with: params, margin: {within: 1, why: it counts}",
        "ours: trained, with: params, show: [ours], margin: {within: 1, why: it counts}",
      ],
      [
        "'why' is missing in 'columns.margin'; expected the reason for its size",
        "'columns.margin.within' is '0'; expected a number above 0",
        "'columns.margin' is for the verdict on a trained value beside a published one; remove it",
        "'columns.margin' is for the verdict on a trained value beside a published one; remove it",
      ]))
  func `a margin that says nothing is told`(column: String, expected: String) {
    let errors = #expect(throws: DocumentErrors.self) {
      try read(Self.text.replacing("ours: parameters, with: params", with: column))
    }
    #expect(errors?.description.contains(expected) == true, "\(String(describing: errors))")
  }

  @Test(
    arguments: zip(
      [
        ("reference: group/table\n", ""), ("ours: parameters", "ours: parameter"),
        ("text: '{model}'", "text: '{model}', published: model"), ("decimals", "digits"),
      ],
      [
        ":1:1: give one of reference, facts and rows",
        "; did you mean 'parameters'?",
        ":7:3: a column has one of text, published, ours and decide",
        ":8:33: unknown key 'digits' in 'columns'",
      ]))
  func `what is wrong is told where it stands`(
    change: (String, String), expected: String
  ) throws {
    let errors = #expect(throws: DocumentErrors.self) {
      try read(Self.text.replacing(change.0, with: change.1))
    }
    #expect(errors?.description.contains(expected) == true, "\(String(describing: errors))")
  }

  @Test func `a folder without specifications says so`() {
    let error = #expect(throws: ReferenceError.self) {
      try TableSpecification.all(in: URL(filePath: "/nowhere/specs"))
    }
    #expect(
      error?.description
        == "/nowhere/specs: no such folder; expected the tables' specifications there")
  }

  private func read(_ text: String) throws -> TableSpecification {
    try withFolder(["spec.yaml": text]) { root in
      try TableSpecification(file: root.appending(path: "spec.yaml"))
    }
  }
}

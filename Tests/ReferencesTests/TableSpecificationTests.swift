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

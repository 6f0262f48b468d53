import Reports
import Testing

/// A table of means in sentences.
@Suite struct BestOfColumnTests {
  @Test func `the best of each column is named with what is not told from it`() throws {
    #expect(
      try Sample.table().bestStatements == [
        "At epochs = 10 the best is resolution = 128, scale = width with 74.0 ± 2.4 %; "
          + "all others are told from it.",
        "At epochs = 350 the best is resolution = 128, scale = depth with 80.4 ± 1.0 %; "
          + "no other is told from it.",
      ])
  }

  @Test func `a table without marks says nothing`() {
    #expect(Sample.sortable.bestStatements == [])
  }

  @Test func `on a page a table's question leads to the table`() throws {
    var page = try Sample.page()
    page.answers = [
      PageAnswer(question: "?", name: "accuracy", statements: ["a"], origin: .table)
    ]
    #expect(
      page.html.contains(
        "<p class=\"source\"><a href=\"#table-accuracy\">Table Accuracy</a></p>"))
  }
}

import Testing

@testable import Runner

@Suite struct DisplayTextTests {
  @Test(
    arguments: zip(
      ["", "abc", "é", "e\u{301}", "研究", "한", "🙂", "─━", "\u{200B}", "a\u{7}"],
      [0, 3, 1, 1, 4, 2, 2, 2, 0, 1]))
  func `a character takes the columns that a terminal gives it`(text: String, width: Int) {
    #expect(DisplayText.width(text) == width)
  }

  @Test(arguments: 0...12)
  func `cut text is never wider than its columns`(columns: Int) {
    for text in ["resnet-50 at 224", "研究研究研究", "a研b究c", "🙂🙂🙂🙂🙂🙂🙂"] {
      #expect(DisplayText.width(DisplayText.cut(text, columns)) <= columns)
      #expect(DisplayText.width(DisplayText.left(text, columns)) == columns)
      #expect(DisplayText.width(DisplayText.right(text, columns)) == columns)
    }
  }

  @Test func `text that fits is kept, and what is cut says so`() {
    #expect(DisplayText.cut("abc", 3) == "abc")
    #expect(DisplayText.cut("abcd", 3) == "ab…")
    #expect(DisplayText.left("研究", 4) == "研究")
    #expect(DisplayText.left("研究", 3) == "研…")
    #expect(DisplayText.right("a", 3) == "  a")
    #expect(DisplayText.plain("a\u{1B}[2Jb") == "a [2Jb")
  }
}

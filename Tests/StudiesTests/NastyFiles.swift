import Foundation

/// Files made by hand to be as unpleasant as they can.
enum NastyFiles {
  private static let head = TestStudy.head

  private static func text(_ rest: String) -> Data { Data((head + rest).utf8) }

  private static func many(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  /// The names of those that are studies after all.
  static let meaningful = [
    "bom", "crlf", "directive-tag", "flow", "latin-keys", "line-of-1MB", "long-comment",
    "quoted-keys",
  ]

  static let all: [(name: String, bytes: Data)] =
    (bombs + nested + numbers + encodings + structures).map { (name: $0.0, bytes: $0.1) }
    .sorted { $0.name < $1.name }

  private static let bombs: [(String, Data)] = [
    (
      "laughs",
      Data(
        ("a0: &a0 [" + many("lol,", 9) + "lol]\n"
          + (1..<10).map { "a\($0): &a\($0) [" + many("*a\($0 - 1),", 9) + "*a\($0 - 1)]\n" }
          .joined()).utf8)
    ),
    (
      "aliases-of-much",
      Data(
        ("x0: &x0 [" + many("1,", 5_000) + "]\n"
          + (1..<16).map { "x\($0): &x\($0) [*x\($0 - 1),*x\($0 - 1)]\n" }.joined()).utf8)
    ),
    ("alias-of-itself", text("axes: &a {x: *a}\n")),
    ("alias-of-itself-in-list", text("axes: &a [*a, *a]\n")),
    ("aliases-many", text("axes: [&a 1" + many(", *a", 100_000) + "]\n")),
    ("anchors-many", text("axes: [" + many("&a 1, ", 50_000) + "2]\n")),
    ("anchor-long", text("axes: &" + many("a", 500_000) + " 1\n")),
    ("merge-key", text("axes: {<<: {x: 1}}\n")),
    ("merge-list", text("axes: &a {x: 1}\ngroups: {<<: [*a, *a]}\n")),
    ("repeated-keys", text(many("axes: {}\n", 30_000))),
    ("repeated-keys-short", text(many("axes: {}\n", 40))),
    ("repeated-deep", text("axes: {" + many("a: {set: 1, set: 2}, ", 2_000) + "}\n")),
    ("keys-many", text((0..<50_000).map { "k\($0): 1\n" }.joined())),
    (
      "typos-many",
      text("override:\n" + many("  - {wher: 1, st: 2, wy: 3}\n", 3_000))
    ),
    (
      "product",
      text(
        "axes:\n"
          + (0..<40).map { "  a\($0): {set: data.pixel_noise, values: [1, 2, 3, 4]}\n" }.joined())
    ),
    (
      "product-of-lists",
      text(
        "groups: {g: {a: {axes: {train.epochs: [\((1...1_000).map(String.init).joined(separator: ", "))], "
          + "train.momentum: [\((1...999).map { "0.\($0)" }.joined(separator: ", "))]}}}}\n")
    ),
  ]

  private static let nested: [(String, Data)] = [
    ("brackets", text("axes: " + many("[", 200_000))),
    ("brackets-closed", text("axes: " + many("[", 5_000) + many("]", 5_000) + "\n")),
    ("braces", text("axes: " + many("{a: ", 200_000))),
    ("dashes", text("axes:\n  " + many("- ", 200_000))),
    ("questions", text("axes:\n  " + many("? ", 200_000))),
    ("indents", text("axes:\n" + (1..<1_200).map { many(" ", $0) + "a:\n" }.joined())),
    ("parentheses", text("constraints: [{expect: \"" + many("(", 100_000) + "\"}]\n")),
    (
      "parentheses-closed",
      text(
        "constraints: [{expect: \"" + many("(", 3_000) + "1" + many(")", 3_000) + "\"}]\n")
    ),
    ("nots", text("constraints: [{expect: \"" + many("not ", 50_000) + "true\"}]\n")),
    ("minuses", text("constraints: [{expect: \"" + many("-", 200_000) + "1\"}]\n")),
    ("powers", text("derive: {train.momentum: 2" + many("^2", 20_000) + "}\n")),
    ("sums", text("derive: {train.momentum: 1" + many(" + 1", 50_000) + "}\n")),
    ("calls", text("derive: {train.momentum: " + many("max(", 20_000) + "}\n")),
    ("commas", text("derive: {train.momentum: \"max(1" + many(", 1", 50_000) + ")\"}\n")),
    ("strings", text("constraints: [{expect: \"'" + many("a", 500_000) + "\"}]\n")),
    ("dots-in-key", text("base2: {" + many("a.", 100_000) + "a: 1}\n")),
    ("recipe-path", text("recipe: ../../../../etc/passwd\n")),
    ("recipe-list", text("recipe: [" + many("resnet-rs, ", 5_000) + "deit]\n")),
    ("extends-itself", text("extends: extends-itself.yaml\n")),
    ("extends-nothing", text("extends: nothing.yaml\n")),
    ("extends-folder", text("extends: .\n")),
    ("extends-device", text("extends: /dev/zero\n")),
    ("extends-list", text("extends: [a, b]\n")),
    ("extends-long", text("extends: " + many("a", 100_000) + "\n")),
  ]

  private static let numbers: [(String, Data)] = [
    "nan": ".nan", "nan-word": "NaN", "inf": ".inf", "minus-inf": "-.inf", "huge": many("9", 5_000),
    "huge-exponent": "1e99999999999999999999", "huge-minus": "-" + many("9", 400),
    "int-max": "9223372036854775807", "int-overflow": "9223372036854775808",
    "float-max": "1.8e308", "octal": "0o10", "hexadecimal": "0x10", "sexagesimal": "12:30:45",
    "underscore": "1_000", "leading-zero": "010", "plus": "+1", "date": "2001-12-14",
    "long-fraction": "0." + many("1", 100_000), "minus-zero": "-0", "null": "null",
    "tagged": "!!float 1", "own-tag": "!x 1", "binary": "!!binary aGVsbG8=", "set": "!!set {a, b}",
  ].map { name, value in
    ("number-\(name)", text("seeds: {root: \(value), count: \(value)}\n"))
  }

  private static let encodings: [(String, Data)] = [
    ("utf16-little", Data([0xFF, 0xFE]) + (head.data(using: .utf16LittleEndian) ?? Data())),
    ("utf16-big", Data([0xFE, 0xFF]) + (head.data(using: .utf16BigEndian) ?? Data())),
    ("utf16-unmarked", head.data(using: .utf16LittleEndian) ?? Data()),
    ("utf32", head.data(using: .utf32LittleEndian) ?? Data()),
    ("latin1", Data(head.replacing("A probe", with: "Un").utf8) + [0xE9, 0x0A]),
    ("bom", Data([0xEF, 0xBB, 0xBF]) + Data(head.utf8)),
    ("bom-twice", Data([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]) + Data(head.utf8)),
    ("bom-inside", text("\u{FEFF}axes: {}\n\u{FEFF}\n")),
    ("crlf", Data(head.replacing("\n", with: "\r\n").utf8)),
    ("cr", Data(head.replacing("\n", with: "\r").utf8)),
    ("nul", text("axes: \0\n")),
    ("nuls", Data(count: 100_000)),
    ("only-ff", Data(repeating: 0xFF, count: 100_000)),
    ("elf", Data([0x7F]) + Data("ELF".utf8) + Data((0..<4_096).map { UInt8($0 % 256) })),
    ("gzip", Data([0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x4B, 0x04])),
    ("surrogate", text("axes: ") + [0xED, 0xA0, 0x80, 0x0A]),
    ("overlong", text("axes: ") + [0xC0, 0xAF, 0x0A]),
    ("too-high", text("axes: ") + [0xF4, 0x90, 0x80, 0x80, 0x0A]),
    ("cut-character", text("axes: ") + [0xE4, 0xB8]),
    ("separators", text("axes:\u{2028}  a: 1\u{2029}\u{85}\n")),
    ("bidi", text("ax\u{202E}es: {}\n")),
    ("wide", text("軸軸軸: {深さ: 1}\n")),
    ("emoji", text("👩‍👩‍👧‍👦: 🎉\n")),
    ("combining", text("a" + many("\u{301}", 10_000) + ": 1\n")),
    ("private-use", text("\u{E000}: 1\n\u{E000}: 2\n")),
    ("escapes", text("\"\\ud800\": \"\\x00\"\n")),
    ("escape-wrong", text("axes: \"\\q\"\n")),
  ]

  private static let structures: [(String, Data)] = [
    ("empty", Data()), ("blank", Data(many(" \n", 10_000).utf8)),
    ("comment", Data("# nothing".utf8)), ("scalar", Data("hello".utf8)),
    ("list", Data("- a\n- b\n".utf8)), ("documents", text("---\nschema: 1\n")),
    ("documents-many", Data(many("---\n", 100_000).utf8)), ("end-mark", text("...\nx: 1\n")),
    ("directive", Data("%YAML 9.9\n---\n".utf8) + Data(head.utf8)),
    ("directive-tag", Data("%TAG ! tag:x,2000:\n---\n".utf8) + Data(head.utf8)),
    ("tabs", Data(head.replacing("  ", with: "\t").utf8)),
    ("tab-after-colon", text("axes:\t{}\n")),
    ("key-list", text("[a, b]: 1\n")), ("key-map", text("{a: b}: 1\n")),
    ("key-empty", text(": 1\n")), ("key-question", text("? axes\n")),
    ("key-long", text(many("k", 5_000) + ": 1\n")),
    ("key-quoted-newline", text("\"a\\nb\": 1\n")),
    ("quote-open", text("axes: \"\n")), ("block-text", text("axes: |\n  a\n  b\n")),
    ("block-wrong", text("axes: |9999\n  a\n")), ("folded", text("title2: >-\n  a\n\n  b\n")),
    ("line-of-10MB", Data("title: ".utf8) + Data(repeating: 0x61, count: 10_000_000)),
    ("line-of-1MB", Data((head + "#" + many("x", 1_000_000)).utf8)),
    ("line-wrong-of-1MB", Data((head + "axes: {" + many("a ", 500_000)).utf8)),
    ("list-of-1MB", text("axes: [" + many("1,", 500_000) + "]\n")),
    ("long-comment", text(many("# comment\n", 50_000))),
    ("lines-many", text(many("\n", 900_000) + "x")),
    ("wrong-type-everywhere", Data(StudySections.names.map { "\($0): 1\n" }.joined().utf8)),
    ("list-everywhere", Data(StudySections.names.map { "\($0): [[]]\n" }.joined().utf8)),
    ("map-everywhere", Data(StudySections.names.map { "\($0): {a: {a: {}}}\n" }.joined().utf8)),
    ("null-everywhere", Data(StudySections.names.map { "\($0):\n" }.joined().utf8)),
    (
      "flow",
      Data(
        """
        {schema: 1, study: probe, title: A probe, base: {model.family: cifar_resnet, model.depth: 8,
        data: {set: generated}, train: {epochs: 2, batch: 50, learning_rate: 0.1}}}
        """.utf8)
    ),
    ("quoted-keys", Data(head.replacing("schema:", with: "\"schema\":").utf8)),
    ("latin-keys", text("subsets: {}\n")),
    ("markdown", Data("# A study\n\n- [x] done\n\n```yaml\nschema: 1\n```\n".utf8)),
    ("json-cut", Data("{\"schema\": 1, \"study\": ".utf8)),
    ("xml", Data("<?xml version=\"1.0\"?><study name=\"x\"/>".utf8)),
    ("python", Data("!!python/object/apply:os.system ['echo']\n".utf8)),
    ("template", Data("schema: {{ version }}\nstudy: ${name}\n".utf8)),
    ("name-path", Data(head.replacing("study: probe", with: "study: ../../etc").utf8)),
  ]
}

/// The names of all sections.
private enum StudySections {
  static let names = [
    "schema", "study", "title", "extends", "recipe", "base", "axes", "groups", "seeds", "derive",
    "when", "override", "constraints", "identity", "subsets", "measure", "fits", "claims", "tables",
    "run", "budget",
  ]
}

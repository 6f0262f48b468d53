import Foundation
import TestSupport
import Testing

/// Notebooks run from top to bottom by nbclient; the environment variable `REVISIT_PYTHON` names a Python that has it.
@Suite(
  .enabled(if: NotebookRun.isPossible, "REVISIT_PYTHON names no Python with nbclient and pandas"),
  .serialized, .timeLimit(.minutes(10)))
struct NotebookRunTests {
  @Test(.enabled(if: NotebookRun.readsHDF5, "REVISIT_PYTHON names no Python with h5py"))
  func `the notebooks of a study print what stands in them, wherever they are`() throws {
    try Workplace.with { place in
      let rest = """
        groups:
          scale:
            depth: {axes: {model.depth: [8, 14]}}
            width: {axes: {model.width: [0.25, 0.5]}}
        seeds: {root: 1, count: 2, vary: [init, order]}
        fits:
          choice: {contrast: [scale.depth, scale.width], metric: top1,
            match: {cost.multiply_adds: 90%}, paired_by: seed, correct: holm}

        """
      try place.write(TinyStudy.text(rest), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      for path in ["results/tiny/tiny.ipynb", "notebooks-export/tiny.ipynb"] {
        let run = try NotebookRun(of: place.folder.appending(path: path))
        #expect(run.cells.map(\.printed) == run.cells.map(\.embedded))
        #expect(run.cells.map(\.shownPictures) == run.cells.map(\.embeddedPictures))
        let printed = run.cells.map(\.embedded).filter { !$0.isEmpty }
        #expect(printed.count == 3 && printed[0] == "6 runs of 3 points\n")
        #expect(printed[1].contains(/model.depth=14 model.width=0.25: 0\.\d{4} \(n = 2\)\n/))
        #expect(printed[2].hasSuffix("arrays of weights and statistics\n"))
        #expect(run.cells.map(\.embeddedPictures).reduce(0, +) == 3)
      }
    }
  }

  /// The notebooks of published studies, in the package.
  private static let published: [String] = {
    let folder = NotebookRun.package.appending(path: "notebooks-export")
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return (names ?? []).filter { $0.hasSuffix(".ipynb") }.sorted()
  }()

  @Test func `there are published notebooks`() { #expect(Self.published.count >= 4) }

  @Test(arguments: published)
  func `a published notebook runs from what is published`(name: String) throws {
    try Workplace.with { place in
      let study = String(name.dropLast(".ipynb".count))
      let table = "results/\(study)/observations.csv"
      for path in ["notebooks-export/\(name)", table] {
        try place.write(
          Data(contentsOf: NotebookRun.package.appending(path: path)), to: path)
      }
      let figures = "paper-tables/\(study)/figures"
      for figure in try NotebookRun.files(in: figures) where figure.hasSuffix(".svg") {
        let path = "\(figures)/\(figure)"
        try place.write(
          Data(contentsOf: NotebookRun.package.appending(path: path)), to: path)
      }
      let run = try NotebookRun(of: place.folder.appending(path: "notebooks-export/\(name)"))
      let cells = run.cells
      #expect(cells.filter { !$0.readsRunFile }.count >= 3)
      for cell in cells where !cell.readsRunFile { #expect(cell.printed == cell.embedded) }
      // Files of runs are not published.
      for cell in cells where cell.readsRunFile {
        #expect(cell.printed == "The file of this run is not here; 'revisit run' makes it.\n")
      }
      #expect(cells.map(\.shownPictures) == cells.map(\.embeddedPictures))
    }
  }
}

/// A notebook's code cells, as they stand in it and as they are after a run.
private struct NotebookRun {
  struct Cell: Decodable {
    let source: String
    let embedded: String
    let printed: String
    let embeddedPictures: Int
    let shownPictures: Int

    var readsRunFile: Bool { source.contains("run.h5") }
  }

  let cells: [Cell]

  static let isPossible = OptionalPython.runs("import ipykernel, nbclient, nbformat, pandas")
  static let readsHDF5 = OptionalPython.runs("import h5py")

  /// The folder of this package.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The names of the files in a folder of the package, none where there is no such folder.
  static func files(in folder: String) throws -> [String] {
    let path = package.appending(path: folder).path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path)
  }

  /// Checks a notebook's form and runs it in its own folder.
  init(of file: URL) throws {
    let text = try OptionalPython.output([
      "-c", Self.script, file.path(percentEncoded: false),
    ])
    cells = try JSONDecoder().decode([Cell].self, from: Data(text.utf8))
  }

  private static let script = """
    import copy, json, os, pathlib, sys, tempfile

    file = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
            os.environ[name] = scratch
        import nbclient, nbformat

        notebook = nbformat.read(file, 4)
        nbformat.validate(notebook)
        ran = copy.deepcopy(notebook)
        nbclient.NotebookClient(
            ran, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(file.parent)}}
        ).execute()

    def printed(cell):
        return "".join(output.get("text", "") for output in cell.outputs)

    def pictures(cell):
        return sum("image/svg+xml" in output.get("data", {}) for output in cell.outputs)

    print(json.dumps([
        dict(source=before.source, embedded=printed(before), printed=printed(after),
             embeddedPictures=pictures(before), shownPictures=pictures(after))
        for before, after in zip(notebook.cells, ran.cells) if before.cell_type == "code"
    ]))
    """
}

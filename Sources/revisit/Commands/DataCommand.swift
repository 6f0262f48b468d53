// Data sets at size: packing them into one file, and checking such files.

import ArgumentParser
import Configuration
import Datasets
import Foundation
import Packing

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Pack data sets into one file each, and check such files.",
    subcommands: [PrepareCommand.self, CheckCommand.self])
}

/// What is packed, or compared with.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The source holds this published set in a folder of its own: cifar10, cifar100, \
      mnist, fashion_mnist.
      """, valueName: "name"))
  var set: String?

  @Option(
    help: ArgumentHelp(
      """
      A text file with the class of each image of a val folder without class folders: \
      its name and its class on a line.
      """, valueName: "file"))
  var labels: String?

  @Flag(help: "Samples are clips: folders of frames, or HDF5 files with [T, H, W, 3].")
  var clips = false

  func validate() throws {
    if [set != nil, labels != nil, clips].count(where: \.self) > 1 {
      throw ValidationError("Give at most one of --set, --labels and --clips.")
    }
    guard let set, DataSetName(rawValue: set) == nil else { return }
    let names = DataSetName.allCases.map(\.rawValue)
    let hint = nearestName(to: set, among: names).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError(
      "--set is '\(set)'; expected one of \(names.joined(separator: ", ")).\(hint)")
  }

  /// The source in a folder.
  func source(_ folder: String) -> PackSource {
    if let set = set.flatMap(DataSetName.init) { return .set(set, folder: folder) }
    return clips ? .clips(folder: folder) : .images(folder: folder, labels: labels)
  }
}

struct PrepareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare", abstract: "Pack a folder of images, or a published set, into one file.",
    usage: "revisit data prepare <source> --output <file.h5> [<options>]",
    discussion: """
      The folder holds train/<class>/*.jpg and, laid out like it, val and test; or the \
      classes themselves. Every image is decoded once. What is wrong with the folder \
      is told in one report; nothing is packed then. An interrupted preparation goes \
      on with the same command.

      In a study: data: {set: packed, file: FILE.h5}, with FILE.h5 in the folder that \
      --data names.
      """)

  @Argument(help: "The folder.", completion: .directory)
  var source: String

  @Option(help: ArgumentHelp("The packed file to make.", valueName: "file.h5"))
  var output: String

  @Option(help: "The set's name in tables (default: that of the folder or the set).")
  var name: String?

  @OptionGroup var options: SourceOptions

  @Flag(help: "Leave broken files out, and list them, rather than stop.")
  var skipBroken = false

  @Option(help: "Threads that decode (default: the cores).")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads); expected at least 1.")
    }
  }

  func run() throws {
    var preparation = Preparation(options.source(source), output: output)
    preparation.name = name
    preparation.leavesOutBroken = skipBroken
    if let threads { preparation.threads = threads }
    let writer = PreparationWriter()
    defer { writer.end() }
    let result = try preparation.run(report: writer.report)
    print(PreparationSummary(result, output: output).text)
  }
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Verify a packed file, alone or against its source.",
    usage: "revisit data check <file> [<options>]",
    discussion: """
      Verifies the header, labels, names and the SHA-256 of every image.

      Exit status: 0 if all is sound, 1 if not.
      """)

  @Argument(help: "The packed file.", completion: .file(extensions: ["h5"]))
  var file: String

  @Option(
    help: ArgumentHelp("Also tell what has changed since it was packed.", valueName: "folder"))
  var against: String?

  @OptionGroup var options: SourceOptions

  @Flag(help: "Also decode every image.")
  var decode = false

  @OptionGroup var json: JSONOption

  func run() throws {
    var check = PackCheck(file)
    check.source = against.map(options.source)
    check.decodes = decode
    let writer = PreparationWriter()
    defer { writer.end() }
    let result = try check.run(report: writer.report)
    print(json.isWanted ? try jsonText(PackCheckListing(result)) : result.text)
    if !result.problems.isEmpty { throw ExitCode.failure }
  }
}

// Times the whole way of photographs into batches on request: our side of `Benchmarks/pytorch/loader.py`.
//
//     loader-benchmark SOURCE TRANSFORM BATCH THREADS
//
// SOURCE is a packed file, whose training part is read, or a folder of folders of JPEG files; TRANSFORM is crop (a random
// resized crop to 160 pixels and a flip) or rand_augment (A2's RandAugment after it). Answers one line for each line on
// standard input: to a number, the seconds that so many batches took, and the seconds of all cores in them. What was made
// ahead while nobody asked is thrown away first.

import Configuration
import Datasets
import Foundation
import Glibc
import Imaging

@main
struct LoaderBenchmark {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count == 4, let batch = Int(words[2]), let threads = Int(words[3]),
      ["crop", "rand_augment"].contains(words[1])
    else {
      print("usage: loader-benchmark FILE.h5|FOLDER crop|rand_augment BATCH THREADS")
      exit(64)
    }
    let images =
      words[0].hasSuffix(".h5") ? try packedImages(in: words[0]) : try photographs(in: words[0])
    let source = TrainingBatches(
      images, channels: 3, try configuration(policy: words[1], batch: batch))
    let loader = BatchLoader(source, numbers: 0..<Int.max, threads: threads)
    let clock = ContinuousClock()
    while let line = readLine(), let count = Int(line) {
      for _ in 0..<threads + 2 { _ = try loader.next() }
      let start = Glibc.clock()
      let duration = try clock.measure {
        for _ in 0..<count { _ = try loader.next() }
      }
      let cores = Double(Glibc.clock() - start) / 1e6
      FileHandle.standardOutput.write(Data("\(duration / .seconds(1)) \(cores)\n".utf8))
    }
  }

  private static func configuration(policy: String, batch: Int) throws -> Configuration {
    var settings: [String: SettingValue] = [
      "model.family": .text("resnet"), "model.depth": .integer(50),
      "data.set": .text("packed"), "data.file": .text("photos.h5"),
      "data.resolution": .integer(160), "data.flip": .boolean(true),
      "train.epochs": .integer(1), "train.batch": .integer(batch),
      "train.learning_rate": .number(0.1), "augment.random_resized_crop": .boolean(true),
      "augment.interpolation": .text("bicubic"),
    ]
    if policy == "rand_augment" {
      settings["augment.policy"] = .text("rand_augment")
      settings["augment.magnitude"] = .number(7)
      settings["augment.magnitude_std"] = .number(0.5)
    }
    return try Configuration(settings: settings)
  }

  private static func packedImages(in file: String) throws -> SampleImages {
    let images = try PackedFile(opening: file).images(.training)
    return SampleImages(
      labels: images.index.labels, classCount: images.description.classNames.count,
      normalization: images.description.normalization
    ) { index, decoder in try images.image(at: index, using: &decoder) }
  }

  /// The files of a folder's folders, each read when it is asked for.
  private static func photographs(in folder: String) throws -> SampleImages {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".jpg") }.sorted()
    let classes = Set(names.map { $0.prefix { $0 != "/" } }).sorted()
    return SampleImages(
      labels: names.map { name in classes.firstIndex { name.hasPrefix("\($0)/") } ?? 0 },
      classCount: classes.count,
      normalization: Normalization(mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])
    ) { index, decoder in
      try decoder.decode(Data(contentsOf: URL(filePath: "\(folder)/\(names[index])")))
    }
  }
}

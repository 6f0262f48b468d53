import Analysis
import Architectures
import Foundation
import Graphs
import Tensors
import Testing

@testable import revisit

/// Measurements of training steps, on networks of a few milliseconds.
@Suite(.serialized, .timeLimit(.minutes(10))) struct BenchCommandTests {
  static let quick = ["--models", "cifar_resnet20@8,cifar_resnet20@12", "--repeats", "2"]

  @Test func `every network is measured in every round, in turns`() throws {
    try Workplace.with { place in
      let ended = try bench(place, Self.quick + ["--output", "m.csv"])
      let rounds = ended.errors.split(separator: "\n").map { $0.prefix { $0 != "," } }
      #expect(
        rounds == [
          "round 1 of 2: cifar_resnet20 at 8 px", "round 1 of 2: cifar_resnet20 at 12 px",
          "round 2 of 2: cifar_resnet20 at 8 px", "round 2 of 2: cifar_resnet20 at 12 px",
        ])
      #expect(ended.status == 0)
      #expect(try place.column("resolution", of: "m.csv") == ["8", "12"])
      #expect(try place.column("repeats", of: "m.csv") == ["2", "2"])
      #expect(try place.column("parameters", of: "m.csv") == ["272474", "272474"])
      let table = try ObservationTable(csv: place.text("m.csv"))
      for (least, median, most) in try zip3(table, "min", "median", "max") {
        #expect(0 < least && least <= median && median <= most && most < 60)
      }
      let peaks = try table.numbers("peak_bytes").compactMap(\.self)
      #expect(peaks.allSatisfy { $0 > 272_474 * 4 * 3 && $0 < 1e9 })
      #expect(try table.values("machine").allSatisfy { $0.text.contains("CPUs") })
    }
  }

  @Test func `what is measured is not measured again unless asked`() throws {
    try Workplace.with { place in
      try bench(place, Self.quick + ["--output", "m.csv"])
      let first = try place.text("m.csv")
      let second = try bench(place, Self.quick + ["--output", "m.csv"])
      #expect(second.errors.isEmpty && second.output.contains("cifar_resnet20"))
      #expect(try place.text("m.csv") == first)
      let more = Self.quick.dropLast() + ["3", "--output", "m.csv"]
      let third = try bench(place, Array(more))
      #expect(third.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("round 3 of 3: ") })
      #expect(try place.column("repeats", of: "m.csv") == ["3", "3"])
      let fourth = try bench(place, Self.quick + ["--output", "m.csv", "--again"])
      #expect(fourth.errors.split(separator: "\n").count == 4)
      #expect(try place.column("repeats", of: "m.csv") == ["2", "2"])
    }
  }

  @Test func `a network takes the batch that fits, and is left out where none does`() throws {
    let model = try #require(try BenchmarkedModel.list("cifar_resnet20@32").first)
    let graph = try network(model.entry.model, images: [32, 32, 3], classes: 10)
    let plans = try [1, 8].map {
      try MemoryPlan(graph, batch: $0, isTraining: true).peakByteCount
    }
    func planned(free: Int) throws -> ModelMeasurement {
      var benchmark = try ModelBenchmark(
        batch: 8, threads: 1, repeats: 1, file: nil, forgets: false, freeByteCount: { free })
      return try benchmark.planned(model)
    }
    let (none, one, all) = try (
      planned(free: plans[0] - 1), planned(free: plans[0]), planned(free: plans[1])
    )
    #expect([none, one, all].map(\.batch) == [1, 1, 8])
    #expect([none, one, all].map(\.planByteCount) == [plans[0], plans[0], plans[1]])
    #expect(none.note.hasPrefix("needs ") && one.note.isEmpty && all.note.isEmpty)
  }

  @Test func `another file is not written over`() throws {
    try Workplace.with { place in
      try place.write("a,b\n1,2\n", to: "m.csv")
      let ended = try bench(place, Self.quick + ["--output", "m.csv"])
      #expect(
        ended.errors == """
          Error: m.csv: its first line is not that of a file of measurements; give another name

          """)
      #expect(ended.status == 1)
      #expect(try place.text("m.csv") == "a,b\n1,2\n")
    }
  }

  @Test(
    arguments: zip(
      [
        ["--batch", "0"], ["--threads", "2", "--batch", "3"], ["--again"], ["--repeats", "0"],
      ],
      [
        "--batch is 0; expected a whole number from 1 to 65536.",
        "--batch is 3; expected a multiple of --threads, 2.", "--again is for --output.",
        "--repeats is 0; expected a whole number from 1 to 1000.",
      ]))
  func `options that make no sense are errors of usage`(
    options: [String], message: String
  ) throws {
    let ended = try Workplace.with { try bench($0, options) }
    #expect(ended.status == 64)
    #expect(ended.errors.hasPrefix("Error: \(message)\nUsage: "))
  }

  @Test(
    arguments: zip(
      ["resnet51", "resnet50@0"],
      [
        "unknown model 'resnet51'; did you mean 'resnet50', 'resnet18' or 'resnet34'?",
        "--models: 'resnet50@0' has no resolution behind '@'; expected a whole number from 4 to 1024",
      ]))
  func `a network that there is not ends it before the first step`(
    models: String, message: String
  ) throws {
    let ended = try Workplace.with { try bench($0, ["--models", models]) }
    #expect(ended.errors == "Error: \(message)\n")
    #expect(ended.status == 1)
  }

  @Test func `without names it measures the paper's table`() throws {
    let models = try BenchmarkedModel.table7
    #expect(models.count == 19 && Set(models).count == 19)
    #expect(models.filter { $0.entry.name.hasPrefix("resnetrs") }.count == 11)
    let b = models.filter { $0.entry.name.hasPrefix("efficientnet_b") }
    #expect(b.count == 8 && b.allSatisfy { $0.resolution == $0.entry.resolution })
    #expect(try BenchmarkedModel.list("resnetrs350").map(\.resolution) == [256, 320])
    #expect(try BenchmarkedModel.list("resnet50").map(\.resolution) == [224])
  }

  @Test func `a row reads back as it was written, with what needs quotes`() throws {
    var measurement = ModelMeasurement(
      model: "a", resolution: 8, batch: 2, threads: 1, planByteCount: 3, parameters: 4,
      multiplyAdds: 5,
      circumstances: ModelMeasurement.Circumstances(
        commit: "c", machine: "a \"b\", 2 CPUs", numerics: "n", library: "l", date: "d"))
    (measurement.samples, measurement.peakByteCount) = ([0.3, 0.1, 0.2, 0.7], 9)
    measurement.note = "one, two"
    #expect(measurement.median == 0.25)
    let line = CSV.line(measurement.fields)
    let fields = try #require(try CSV.records(of: line).first).map(\.text)
    let row = Dictionary(uniqueKeysWithValues: zip(ModelMeasurement.columns, fields))
    let read = try #require(ModelMeasurement(row))
    #expect(read.fields == measurement.fields)
    #expect(read.isAlike(measurement) && read.samples == measurement.samples)
  }

  @discardableResult
  private func bench(_ place: Workplace, _ arguments: [String]) throws -> Ended {
    try place.revisit(["bench", "models"] + arguments)
  }

  private func zip3(
    _ table: ObservationTable, _ first: String, _ second: String, _ third: String
  ) throws -> [(Double, Double, Double)] {
    let columns = try [first, second, third].map {
      try table.numbers("step_seconds_\($0)").compactMap(\.self)
    }
    return columns[0].indices.map { (columns[0][$0], columns[1][$0], columns[2][$0]) }
  }
}

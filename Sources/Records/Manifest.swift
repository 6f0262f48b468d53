// Everything a result depends on, written beside it.

public import Configuration
public import Foundation

/// How far the bits of a result can be relied on.
public enum DeterminismLevel: String, Hashable, Sendable, Codable {
  /// The same bits on the same machine with the same binary.
  case sameMachine = "L1"
  /// Also for any number of threads, workers and shards in flight.
  case anyThreads = "L2"
  /// Also across x86-64 machines, with the instruction set pinned.
  case anyMachine = "L3"
}

/// The version of the program.
public struct CodeVersion: Hashable, Sendable, Codable {
  /// The git commit.
  public var commit: String
  /// Whether the working tree differed from it.
  public var isDirty: Bool

  /// A version from its parts.
  public init(commit: String, isDirty: Bool) {
    self.commit = commit
    self.isDirty = isDirty
  }
}

/// What chance depended on in a run.
public struct ManifestSeeds: Hashable, Sendable, Codable {
  /// Root seed of the study.
  public var root: Int
  /// The replicate, from 0.
  public var replicate: Int
  /// What differs between replicates, sorted.
  public var vary: [String]
}

/// What the result of one run is and what it depends on.
public struct Manifest: Hashable, Sendable, Codable {
  /// Version of this form.
  public private(set) var formatVersion = 1
  /// The record, as the journal has it: identity, outcome, metrics, digest of the weights.
  public let record: RunRecord
  /// What the identity of the point is made of.
  public let canonicalText: String
  /// Every setting in its canonical spelling, defaults included.
  public let settings: [String: String]
  /// What chance depended on.
  public let seeds: ManifestSeeds
  /// SHA-256 of the arrays beside the manifest, in hexadecimal.
  public let runFileSHA256: String
  /// What it ran on and under.
  public let environment: RunEnvironment
  /// Which data, with the digest of what was trained on.
  public let dataDescription: String
  /// When the run began, or went on.
  public let startedAt: Date
  /// Steps that an earlier attempt had done, whose checkpoint this one went on from; nil for a run from its beginning.
  public let resumedFromStep: Int?
  /// The part of training's time that was spent waiting for data, in 0...1: of this machine, not of the result; nil in
  /// a manifest from before this was measured, and for a run that did not train.
  public let waitingShare: Double?

  /// The manifest of a run of `configuration`.
  ///
  /// `startedAt` is kept to the second.
  public init(
    record: RunRecord, configuration: Configuration, environment: RunEnvironment,
    runFileSHA256: String, dataDescription: String, startedAt: Date, resumedFromStep: Int? = nil,
    waitingShare: Double? = nil
  ) {
    self.record = record
    canonicalText = configuration.canonicalText
    settings = configuration.settings.mapValues(\.canonicalText)
    seeds = ManifestSeeds(
      root: configuration.seeds.root, replicate: configuration.seeds.replicate,
      vary: configuration.seeds.vary.map(\.rawValue).sorted())
    self.environment = environment
    self.runFileSHA256 = runFileSHA256
    self.dataDescription = dataDescription
    self.resumedFromStep = resumedFromStep
    self.waitingShare = waitingShare
    self.startedAt = Date(timeIntervalSince1970: startedAt.timeIntervalSince1970.rounded(.down))
  }
}

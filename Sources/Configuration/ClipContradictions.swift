// Which settings belong to networks over clips, and which sets they can be trained on.

extension DataSetName {
  /// Whether its samples are drawn from the seed.
  public var isGenerated: Bool { self == .generated || self == .generatedClips }

  /// Whether its samples are clips; nil where a file says it.
  fileprivate var hasClips: Bool? {
    switch self {
    case .generated, .cifar10, .cifar100, .mnist, .fashionMNIST: false
    case .generatedClips: true
    case .packed: nil
    }
  }
}

extension Configuration {
  /// What is wrong with the choice of images or clips, as far as it can be told without their files.
  var clipContradictions: [ConfigurationError] {
    let family = model.family.rawValue
    var problems: [ConfigurationError] = []
    if model.family.takesClips, data.frames == nil {
      problems.append(
        ConfigurationError(
          "family \(family) takes clips, but there is no data.frames; give the frames of a clip that "
            + "the network sees", path: "model.family"))
    }
    if !model.family.takesClips {
      problems += ["data.frames", "data.frame_stride"].filter {
        settings[$0] != Schema.setting(at: $0)?.defaultValue
      }.map { (path: String) in
        ConfigurationError(
          "'\(path)' says nothing about family \(family), which takes images; take it away, it is for "
            + Self.clipFamilies, path: path, choices: ["model.family"])
      }
    }
    if let hasClips = data.set.hasClips, hasClips != model.family.takesClips {
      problems.append(
        ConfigurationError(
          hasClips
            ? "data.set \(data.set.rawValue) has clips, which family \(family) does not take; choose "
              + "one of \(Self.clipFamilies), or a set of images"
            : "data.set \(data.set.rawValue) has images, and family \(family) takes clips; choose "
              + "generated_clips, or packed with a file that 'revisit data prepare --clips' made",
          path: "data.set"))
    }
    return problems
  }

  private static let clipFamilies = ModelFamily.allCases.filter(\.takesClips).map(\.rawValue)
    .joined(separator: ", ")
}

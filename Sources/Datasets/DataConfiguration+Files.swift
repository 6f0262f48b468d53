// Whether a set's files are there: asked once, before a study starts.

public import Configuration

extension DataConfiguration {
  /// Looks for the files of both parts, without reading any; generated images need none.
  ///
  /// Of a packed set the header is read, of one of clips also how many frames each has.
  ///
  /// - Throws: `DataError` with the first file that is not there and what is expected where.
  public func checkFiles(at location: DataLocation) throws {
    for part in [DataPart.training, .test] {
      switch set {
      case .generated: return
      case .generatedClips: return try checkGeneratedClips()
      case .cifar10: try CIFAR.cifar10.folder(of: part, at: location).checkFiles()
      case .cifar100: try CIFAR.cifar100.folder(of: part, at: location).checkFiles()
      case .mnist: try IDX.mnist.folder(of: part, at: location).checkFiles()
      case .fashionMNIST: try IDX.fashionMNIST.folder(of: part, at: location).checkFiles()
      case .packed: return try checkPacked(at: location)
      }
    }
  }

  private func checkPacked(at location: DataLocation) throws {
    let packed = try packedFile(at: location)
    try checkSamples(of: packed)
    let traits = DataSetTraits(packed)
    guard traits.trainingImages > 0 && traits.testImages > 0 else {
      throw DataError(
        packed.path,
        found: "it has \(traits.trainingImages) training images and \(traits.testImages) others",
        expected: "a training part, and one to test on",
        remedy: "prepare it from a folder with train and val or test")
    }
  }
}

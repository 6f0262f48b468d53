// Whether a set's files are there: asked once, before a study starts.

public import Configuration

extension DataSetName {
  /// Looks for the files of both parts, without reading any; generated images need none.
  ///
  /// - Throws: `DataError` with the first file that is not there and what is expected where.
  public func checkFiles(at location: DataLocation) throws {
    for part in [DataPart.training, .test] {
      switch self {
      case .generated: return
      case .cifar10: try CIFAR.cifar10.folder(of: part, at: location).checkFiles()
      case .cifar100: try CIFAR.cifar100.folder(of: part, at: location).checkFiles()
      case .mnist, .fashionMNIST: try IDX(set: self).folder(of: part, at: location).checkFiles()
      }
    }
  }
}

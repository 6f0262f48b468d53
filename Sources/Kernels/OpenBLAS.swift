// The settings of OpenBLAS.

import COpenBLAS

/// The settings of OpenBLAS.
public enum OpenBLAS {
  /// Makes products run on the calling thread alone: their bits depend on the thread count.
  public static func useOneThread() { openblas_set_num_threads(1) }

  /// Version, build options and chosen core type, for manifests.
  public static var configuration: String {
    unsafe String(cString: openblas_get_config()) + " " + core
  }

  /// The processor whose kernels the library uses, by its name there.
  public static var core: String { unsafe String(cString: openblas_get_corename()) }
}

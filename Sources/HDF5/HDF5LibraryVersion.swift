// The version of the HDF5 library that is in use.

import CHDF5

extension HDF5File {
  /// The library's version, for example 1.10.8.
  public static var libraryVersion: String {
    var parts: (UInt32, UInt32, UInt32) = (0, 0, 0)
    let status = locked { unsafe H5get_libversion(&parts.0, &parts.1, &parts.2) }
    return status < 0 ? "unknown" : "\(parts.0).\(parts.1).\(parts.2)"
  }
}

// The versions of the libraries that unpack data sets.

import CLZMA
import CZlib

/// The libraries that unpack data sets.
public enum CompressionLibraries {
  /// The version of zlib, for example 1.2.13.
  public static var zlib: String { unsafe String(cString: zlibVersion()) }

  /// The version of liblzma, for example 5.4.1.
  public static var lzma: String { unsafe String(cString: lzma_version_string()) }
}

// Every HDF5 call goes through here: one lock, a quiet library, a status that is checked.

import CHDF5
import Synchronization

private let isOpen = Mutex(false)

/// Runs `body` while no other thread is inside the library.
///
/// The library stays open until the process ends: its exit handler fails when other threads have
/// used it. Its own error printing is off; it is a setting of each thread.
func locked<R>(_ body: () -> R) -> R {
  isOpen.withLock { isOpen in
    if !isOpen {
      H5dont_atexit()
      H5open()
      isOpen = true
    }
    H5Eset_auto2(0, nil, nil)
    return body()
  }
}

/// Runs a call that returns a negative number on failure.
///
/// - Throws: `HDF5Error` naming `call` and `place`.
@discardableResult
func checked<Status: SignedInteger>(
  _ call: String, _ place: HDF5Place, _ body: () -> Status
) throws(HDF5Error) -> Status {
  let status = locked(body)
  guard status >= 0 else {
    throw place.error("\(call) failed; the file may be damaged or the disk full")
  }
  return status
}

/// An open identifier of the library, closed with its owner.
struct HDF5Handle: ~Copyable {
  let id: hid_t
  private let close: (hid_t) -> herr_t

  /// Takes over what `open` returns.
  init(
    _ call: String, _ place: HDF5Place, closedBy close: @escaping (hid_t) -> herr_t,
    _ open: () -> hid_t
  ) throws(HDF5Error) {
    id = try checked(call, place, open)
    self.close = close
  }

  deinit { _ = locked { close(id) } }
}

// Owners of oneDNN objects and the error for a call that fails.

import COneDNN
import Tensors

/// A oneDNN call that did not succeed.
public struct OneDNNError: Error, CustomStringConvertible {
  let call: String
  let status: UInt32

  /// The call and the library's status code.
  public var description: String {
    "oneDNN \(call) failed with status \(status)"
      + (status == dnnl_unimplemented.rawValue ? " (not implemented for these shapes)" : "")
  }
}

/// Runs a call and throws where the library refuses.
func checked(_ call: String, _ status: dnnl_status_t) throws(OneDNNError) {
  guard status == dnnl_success else { throw OneDNNError(call: call, status: status.rawValue) }
}

/// The CPU engine with its in-order stream: what primitives are made for and run on.
@safe
public final class Engine: @unchecked Sendable {  // Thread-safe in the library.
  let handle: dnnl_engine_t
  let stream: dnnl_stream_t

  /// Creates the engine and its stream.
  ///
  /// - Throws: `OneDNNError` if the library refuses.
  public init() throws(OneDNNError) {
    Self.useOneThread()
    var engine: dnnl_engine_t?
    try unsafe checked("dnnl_engine_create", dnnl_engine_create(&engine, dnnl_cpu, 0))
    guard let engine = unsafe engine else { throw OneDNNError(call: "engine", status: 0) }
    unsafe handle = engine
    var stream: dnnl_stream_t?
    let flags = dnnl_stream_default_flags.rawValue
    try unsafe checked("dnnl_stream_create", dnnl_stream_create(&stream, engine, flags))
    guard let stream = unsafe stream else { throw OneDNNError(call: "stream", status: 0) }
    unsafe self.stream = stream
  }

  deinit {
    unsafe dnnl_stream_destroy(stream)
    unsafe dnnl_engine_destroy(handle)
  }

  /// Makes the calling thread run primitives on itself alone, so that no bit depends on the core count.
  ///
  /// The thread count is part of how a primitive is made and run: call it on every thread that does either.
  public static func useOneThread() { omp_set_num_threads(1) }

  /// The instruction set that the library uses at most, by its name there; asking settles it.
  public static var instructionSet: String {
    unsafe String(cString: shim_isa_name(dnnl_get_effective_cpu_isa()))
  }

  /// The library's version, for manifests.
  public static var libraryVersion: String {
    guard let version = unsafe dnnl_version()?.pointee else { return "unknown" }
    return unsafe "\(version.major).\(version.minor).\(version.patch)"
  }
}

/// A primitive and the descriptor that tells the layouts of its arguments.
@safe
final class Primitive: @unchecked Sendable {  // Immutable after init.
  let descriptor: dnnl_primitive_desc_t
  private let handle: dnnl_primitive_t

  init(
    _ call: String, describe: (inout dnnl_primitive_desc_t?) -> dnnl_status_t
  ) throws(OneDNNError) {
    var descriptor: dnnl_primitive_desc_t?
    try unsafe checked(call, describe(&descriptor))
    guard let descriptor = unsafe descriptor else { throw OneDNNError(call: call, status: 0) }
    var handle: dnnl_primitive_t?
    let status = unsafe dnnl_primitive_create(&handle, descriptor)
    guard status == dnnl_success, let handle = unsafe handle else {
      unsafe dnnl_primitive_desc_destroy(descriptor)
      throw OneDNNError(call: call, status: status.rawValue)
    }
    unsafe self.descriptor = descriptor
    unsafe self.handle = handle
  }

  deinit {
    unsafe dnnl_primitive_destroy(handle)
    unsafe dnnl_primitive_desc_destroy(descriptor)
  }

  /// Floats that an argument takes in the primitive's layout, with its padding.
  func count(of argument: Int32) -> Int {
    (unsafe shim_size_of(descriptor, argument) + 3) / 4
  }

  func execute(on engine: Engine, _ arguments: [dnnl_exec_arg_t]) {
    let status = unsafe dnnl_primitive_execute(
      handle, engine.stream, Int32(arguments.count), arguments)
    guard status == dnnl_success else { fatalError("oneDNN execution: status \(status.rawValue)") }
  }
}

/// A view of a region in the layout of one argument of a primitive.
@safe
final class Memory: @unchecked Sendable {  // Immutable; the region's owner orders access.
  let handle: dnnl_memory_t

  init(_ create: (inout dnnl_memory_t?) -> dnnl_status_t) throws(OneDNNError) {
    var memory: dnnl_memory_t?
    try unsafe checked("dnnl_memory_create", create(&memory))
    guard let memory = unsafe memory else { throw OneDNNError(call: "memory", status: 0) }
    unsafe handle = memory
  }

  deinit { unsafe dnnl_memory_destroy(handle) }
}

/// A primitive with its arguments bound to regions, ready to run.
@safe
struct BoundPrimitive: @unchecked Sendable {  // As its parts.
  private let primitive: Primitive
  private let memories: [Memory]
  private let arguments: [dnnl_exec_arg_t]
  private let engine: Engine

  init(_ primitive: Primitive, on engine: Engine, _ regions: [Int32: Region]) throws(OneDNNError) {
    var memories: [Memory] = []
    var arguments: [dnnl_exec_arg_t] = unsafe []
    for (argument, region) in regions.sorted(by: { $0.key < $1.key }) {
      let needed = primitive.count(of: argument)
      require(region.count >= needed, "argument \(argument): \(region.count) floats of \(needed)")
      if needed == 0 { continue }
      let memory = try unsafe Memory {
        unsafe shim_memory(
          &$0, primitive.descriptor, argument, engine.handle, region.pointer)
      }
      memories.append(memory)
      unsafe arguments.append(dnnl_exec_arg_t(arg: argument, memory: memory.handle))
    }
    self.primitive = primitive
    self.engine = engine
    self.memories = memories
    unsafe self.arguments = arguments
  }

  func callAsFunction() { unsafe primitive.execute(on: engine, arguments) }
}

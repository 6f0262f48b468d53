import Dispatch
import Synchronization
import Tensors
import Testing

@testable import Datasets

/// Batches of one number, their own, that are made when a test lets them.
private struct NumberedBatches: BatchSource {
  struct Broken: Error, Equatable { let number: Int }

  let shape = Shape([1, 1, 1, 1])
  var broken: Set<Int> = []
  /// Asked before a batch is made, by the thread that is to make it.
  var onStart: @Sendable (Int) -> Void = { _ in }

  func fill(_ batch: inout Batch, number: Int, using decoder: inout JPEGDecoder) throws {
    onStart(number)
    if broken.contains(number) { throw Broken(number: number) }
    batch.fill(with: [number], places: 0..<1, epoch: 0, labels: Array(0...number)) { _, target, _ in
      target[0] = Float(number)
    }
  }
}

/// Does nothing for long enough to be told from no time.
private func pause() { _ = DispatchSemaphore(value: 0).wait(timeout: .now() + 0.05) }

@Suite(.timeLimit(.minutes(10))) struct BatchLoaderTests {
  /// All that is left of a loader, and what ends it.
  private func rest(of loader: BatchLoader) -> (numbers: [Int], error: NumberedBatches.Broken?) {
    var numbers: [Int] = []
    do {
      while let batch = try loader.next() { numbers += batch.samples }
      return (numbers, nil)
    } catch {
      return (numbers, error as? NumberedBatches.Broken)
    }
  }

  @Test(arguments: 1...4)
  func `batches come in order, whatever their threads do`(threads: Int) throws {
    // A batch waits until the one after it is done, as long as there is a thread for that.
    let done = (0...41).map { _ in DispatchSemaphore(value: 0) }
    let source = NumberedBatches(onStart: { number in
      if threads > 1 && number.isMultiple(of: 2) && number < 40 { done[number + 1].wait() }
      done[number].signal()
    })
    let loader = BatchLoader(source, numbers: 0..<41, threads: threads)
    let rest = rest(of: loader)
    #expect(rest.numbers == Array(0..<41) && rest.error == nil)
    #expect(try loader.next() == nil)
  }

  @Test func `numbers need not begin with the first, and there may be none`() throws {
    let some = BatchLoader(NumberedBatches(), numbers: 7..<12, threads: 2)
    #expect(rest(of: some).numbers == Array(7..<12))
    let none = BatchLoader(NumberedBatches(), numbers: 3..<3, threads: 2)
    #expect(try none.next() == nil)
    #expect(try none.next() == nil)
  }

  @Test(arguments: 1...3)
  func `an error comes in the place of its batch, and again at each later call`(
    threads: Int
  ) throws {
    let later = DispatchSemaphore(value: 0)
    let source = NumberedBatches(
      broken: [5, 6],
      onStart: { number in
        // The second error happens first, where threads allow.
        if number == 6 { later.signal() }
        if number == 5 && threads > 1 { later.wait() }
      })
    let loader = BatchLoader(source, numbers: 0..<20, threads: threads)
    let rest = rest(of: loader)
    #expect(rest.numbers == [0, 1, 2, 3, 4] && rest.error == .init(number: 5))
    #expect(throws: NumberedBatches.Broken(number: 5)) { try loader.next() }
  }

  @Test(arguments: 1...3)
  func `no more batches are begun than the depth allows`(threads: Int) throws {
    let begun = Mutex(0)
    let places = DispatchSemaphore(value: 0)
    let loader = BatchLoader(
      NumberedBatches(onStart: { _ in
        begun.withLock { $0 += 1 }
        places.signal()
      }), numbers: 0..<50, threads: threads, depth: 4)
    for taken in 0..<10 {
      // Those ahead are begun without being asked for; one more each time that one is taken.
      for _ in 0..<(taken == 0 ? 4 : 1) { places.wait() }
      #expect(begun.withLock(\.self) == 4 + taken)
      _ = try loader.next()
    }
  }

  @Test(arguments: 1...3)
  func `a loader that is cancelled gives nothing more, and its threads have ended`(
    threads: Int
  ) throws {
    let begun = Mutex(0)
    let source = NumberedBatches(onStart: { _ in begun.withLock { $0 += 1 } })
    let loader = BatchLoader(source, numbers: 0..<1_000, threads: threads)
    _ = try loader.next()
    loader.cancel()
    let count = begun.withLock(\.self)
    #expect(try loader.next() == nil)
    loader.cancel()
    #expect(try loader.next() == nil)
    #expect(begun.withLock(\.self) == count && count < 1_000)
  }

  @Test func `a reader that waits is let go by another thread's cancelling`() throws {
    let loader = BatchLoader(NumberedBatches(onStart: { _ in pause() }), numbers: 0..<1_000)
    _ = try loader.next()
    DispatchQueue.global().async { loader.cancel() }
    let rest = rest(of: loader)
    #expect(rest.error == nil && rest.numbers.count < 999)
  }

  @Test func `a batch that is held keeps its numbers`() throws {
    let loader = BatchLoader(NumberedBatches(), numbers: 0..<30, threads: 2, depth: 2)
    var held: [Batch] = []
    while let batch = try loader.next() { held.append(batch) }
    #expect(held.map { $0.images.elements } == (0..<30).map { [Float($0)] })
  }

  @Test func `the time that a reader waits is told as a part of all`() throws {
    let quick = BatchLoader(NumberedBatches(), numbers: 0..<4)
    for _ in 0..<4 {
      pause()
      _ = try quick.next()
    }
    #expect(quick.waitingShare < 0.5)
    let slow = BatchLoader(NumberedBatches(onStart: { _ in pause() }), numbers: 0..<4)
    while try slow.next() != nil {}
    #expect(slow.waitingShare > 0.5 && slow.waitingShare <= 1)
  }
}

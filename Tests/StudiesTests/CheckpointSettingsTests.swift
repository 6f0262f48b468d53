import Studies
import Testing

/// The section `run` of a study file.
@Suite struct CheckpointSettingsTests {
  @Test func `without a word the last checkpoint is kept, every ten minutes`() throws {
    let settings = try TestStudy.study("").checkpoints
    #expect(settings.every == 600 && settings.keep == .last)
    #expect(try TestStudy.study("run: {}\n").checkpoints == settings)
  }

  @Test(
    arguments: zip(
      ["0", "90s", "10min", "2h", "10 min", "1d", "-5s", "5", "", "1e3s"],
      [0, 90, 600, 7_200, nil, nil, nil, nil, nil, nil]))
  func `a time has a unit, but for none`(text: String, seconds: Double?) {
    #expect(CheckpointSettings.seconds(text) == seconds)
  }

  @Test func `what is given is read and changes no point`() throws {
    let plain = try TestStudy.study("")
    let study = try TestStudy.study("run: {checkpoint: {every: 2h, keep: none}}\n")
    #expect(study.checkpoints.every == 7_200 && study.checkpoints.keep == .none)
    #expect(study.points.map(\.id) == plain.points.map(\.id))
  }

  @Test func `wrong values are errors where they stand`() {
    let errors = TestStudy.errors(
      """
      run: {checkpoint: {every: 10 minutes, keep: lst, evry: 1}}
      """)
    #expect(
      errors == """
        probe.yaml:8:27: 'run.checkpoint.every' is '10 minutes'; expected a time such as 10min, 90s \
        or 2h, or 0 for after every step
        probe.yaml:8:45: 'run.checkpoint.keep' is 'lst'; expected one of last, best, none; did you \
        mean 'last'?
        probe.yaml:8:50: unknown key 'evry' in 'run.checkpoint'; did you mean 'every'?
        """)
  }

  @Test func `the best epoch needs images to tell it by`() throws {
    let keep = "run: {checkpoint: {keep: best}}\n"
    #expect(
      TestStudy.errors(keep).hasPrefix(
        "probe.yaml:8:6: 'run.checkpoint.keep' is best, but point "))
    #expect(
      TestStudy.errors(keep).hasSuffix(
        "has no validation images to tell the best epoch by; set data.validation_images, or keep last"
      ))
    let study = try TestStudy.whole(
      TestStudy.head.replacing("{set: generated}", with: "{set: generated, validation_images: 8}")
        + keep)
    #expect(study.checkpoints.keep == .best)
  }
}

import Configuration
import Studies
import Testing

/// The sections run, budget and claims, marks, the best epoch, and unpaired seeds.
@Suite struct StudySectionsTests {
  @Test func `budget and run settings are typed, and change no point`() throws {
    let study = try TestStudy.study(
      """
      budget: {core_hours: 4000, disk: 1.5TB, order: declared}
      run: {determinism: L1, retry: {crash: 2, memory: 1, diverged: 0}, limits: {time: 2h, memory: 4GiB}}
      """)
    #expect(study.budget.coreHours == 4_000 && study.budget.diskBytes == 1_500_000_000_000)
    #expect(study.budget.order == .declared)
    #expect(study.runSettings.determinism == .sameMachine)
    #expect(study.runSettings.retries == [.crash: 2, .memory: 1, .diverged: 0])
    #expect(study.runSettings.limits.seconds == 7_200)
    #expect(study.runSettings.limits.memoryBytes == 4 << 30)
    #expect(study.points.map(\.id) == (try TestStudy.study("")).points.map(\.id))
    #expect(try TestStudy.study("").budget.order == .declared)
    #expect(try TestStudy.study("budget: {disk: 1kB}\n").budget.order == .cheapFirst)
  }

  @Test func `wrong budgets and run settings are errors where they stand`() {
    let errors = TestStudy.errors(
      """
      budget: {core_hours: 0, disk: 200gb, order: cheap}
      run: {determinism: L4, retry: {diverged: 1, crahs: 1}, limits: {time: 0, memory: 12}}
      """)
    #expect(
      errors == """
        probe.yaml:8:22: 'budget.core_hours' is '0'; expected a number above 0
        probe.yaml:8:31: 'budget.disk' is '200gb'; expected a size such as 200GB or 1.5TiB; did you mean '200GB'?
        probe.yaml:8:45: 'budget.order' is 'cheap'; expected one of cheap_first, declared
        probe.yaml:9:20: 'run.determinism' is 'L4'; expected one of L1, L2, L3; did you mean 'L1'?
        probe.yaml:9:42: 'run.retry.diverged' is 1, but another try would end alike, to the bit; expected 0
        probe.yaml:9:45: unknown key 'crahs' in 'run.retry'; did you mean 'crash'?
        probe.yaml:9:71: 'run.limits.time' is '0'; expected a time such as 2h, 10min or 90s
        probe.yaml:9:82: 'run.limits.memory' is '12'; expected a size such as 200GB or 1.5TiB; give it a unit, such as GB (10^9 bytes) or GiB (2^30)
        """)
  }

  static let questions = """
    groups: {scale: {depth: {axes: {model.depth: [8, 14]}}, width: {axes: {model.width: [1.0, 2.0]}}}}
    axes: {epochs: {set: train.epochs, values: [1, 2]}}
    measure: {top1: {metric: validation.top1}}
    fits:
      c: {contrast: [scale.depth, scale.width], metric: top1, match: {cost.multiply_adds: 15%}, by: [epochs], paired_by: seed}
      l: {form: E + A * x^-a, x: cost.multiply_adds, y: 1 - top1}

    """

  @Test func `claims name their source, fit and what it should say`() throws {
    let claim = try #require(
      try TestStudy.study(
        Self.questions
          + """
          claims: {d: {source: {arxiv: "2103.07579", section: "6.1"}, fit: c, where: epochs == 2, expect: depth > width}}
          """
      ).claims.first)
    #expect(claim.source.description == "arXiv 2103.07579, section 6.1")
    #expect(claim.fit == "c" && claim.condition?.names == ["epochs"])
    #expect(claim.expectation.names == ["depth", "width"])
  }

  @Test func `claims about unknown things are errors`() {
    let errors = TestStudy.errors(
      Self.questions
        + """
        claims:
          a: {source: {arxiv: x, doi: y}, fit: cc, expect: depth > width}
          b: {source: {arxiv: 2103.7}, fit: l, where: epochs == 1, expect: b > 1}
        """)
    #expect(
      errors == """
        probe.yaml:15:15: 'claims.a.source' has to have one of arxiv, doi, url
        probe.yaml:15:40: unknown name 'cc' in 'claims.a.fit'; did you mean 'c'?
        probe.yaml:16:23: 'claims.b.source.arxiv' is '2103.7'; expected such as 2103.07579
        probe.yaml:16:47: 'claims.b.where' chooses among regimes, but the fit 'l' has none; remove it, or give the fit a 'by'
        probe.yaml:16:68: in 'claims.b.expect': unknown name 'b'; did you mean 'E'?
        """)
  }

  @Test func `the best epoch needs validation images, and is none of the test split`() throws {
    let best = "measure: {top1: {metric: validation.top1, at: best}}\n"
    #expect(
      TestStudy.errors(best).hasPrefix("probe.yaml:8:11: 'measure.top1.at' is best, but point "))
    let study = try TestStudy.whole(
      TestStudy.head.replacing("{set: generated}", with: "{set: generated, validation_images: 8}")
        + best)
    #expect(study.measures.first?.metric == "best.validation.top1")
    #expect(
      TestStudy.errors("measure: {t: {metric: test.top1, at: best}}\n")
        == "probe.yaml:8:14: 'measure.t.at' is best, but the test split is read once, after the last epoch; expected a metric of validation or train"
    )
  }

  @Test func `unpaired replicates have roots of their own at each point, for what varies alone`()
    throws
  {
    let axes = "axes: {depth: {set: model.depth, values: [8, 14]}}\n"
    let paired = try TestStudy.study(axes).points.map(\.configuration)
    let own = try TestStudy.study(axes + "seeds: {paired: false, vary: [init]}\n")
      .points.map(\.configuration)
    #expect(Set(paired.map { $0.seeds.root(for: .initialization) }).count == 1)
    #expect(Set(own.map { $0.seeds.root(for: .initialization) }).count == 2)
    #expect(Set(own.map { $0.seeds.root(for: .order) }).count == 1)
    #expect(Set((paired + own).map(\.pointID)).count == 4)
    #expect(
      TestStudy.errors(Self.questions + "seeds: {paired: false}\n")
        == "probe.yaml:14:17: 'seeds.paired' is false, but 'fits.c' is paired by seed; remove one")
  }

  @Test func `the third level of determinism takes a fixed instruction set`() {
    #expect(
      TestStudy.errors("run: {determinism: L3}\n").hasPrefix(
        "probe.yaml:8:6: 'run.determinism' is L3, but point "))
    #expect(
      TestStudy.errors("run: {determinism: L3}\naxes: {n: {set: numerics, values: [avx2]}}\n")
        == "")
  }
}

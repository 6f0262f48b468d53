// The style of a page: one column of text, tables ruled as in a paper, light and dark, screen and paper.

/// How a page looks.
enum PageStyle {
  /// A style sheet that loads nothing.
  static let text = palette + layout + parts + tables + narrowAndPrint

  /// Colours; text on its ground has a contrast of at least 4.5 in either scheme.
  private static let palette = """
    :root {
      --ground: #ffffff; --soft: #f4f6f8; --text: #1a2026; --muted: #56616c; --rule: #d5dbe1;
      --strong-rule: #1a2026; --accent: #0b5a94; --plate: #ffffff;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #14181d; --soft: #1d232a; --text: #e2e6ea; --muted: #a0abb6; --rule: #343d46;
        --strong-rule: #8b97a3; --accent: #83bdf0; --plate: #ffffff;
      }
    }

    """

  private static let layout = """
    * { box-sizing: border-box; }
    html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 78rem; padding: 2.5rem clamp(1rem, 4vw, 3rem) 4rem;
      background: var(--ground); color: var(--text); overflow-wrap: break-word;
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
    }
    header { max-width: 52rem; margin-bottom: 2.5rem; }
    h1, h2, h3 { line-height: 1.25; margin: 0; font-weight: 600; }
    h1 { font-size: clamp(1.6rem, 1.2rem + 1.8vw, 2.3rem); letter-spacing: -0.015em; }
    h2 { font-size: 1.4rem; letter-spacing: -0.01em; margin-bottom: 1.25rem; }
    h3 { font-size: 1.0625rem; }
    p, ul, ol, dl, figure { margin: 0; }
    a { color: var(--accent); }
    a:focus-visible, button:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
      outline: 2px solid var(--accent); outline-offset: 2px;
    }
    code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.9em; }
    main > section + section { margin-top: 3.5rem; }
    nav h2 {
      font-size: 0.8125rem; font-weight: 600; letter-spacing: 0.02em; color: var(--muted); margin-bottom: 0.5rem;
    }
    nav ul { list-style: none; padding: 0; }
    nav { font-size: 0.875rem; margin-bottom: 2.5rem; }
    nav > ul > li { padding: 0.15rem 0; }
    nav ul ul { padding: 0.1rem 0 0.3rem 0.9rem; }
    nav a { color: var(--text); text-decoration: none; }
    nav ul ul a { color: var(--muted); }
    nav a:hover { color: var(--accent); text-decoration: underline; }
    @media (min-width: 62rem) {
      body { display: grid; grid-template-columns: 12.5rem minmax(0, 1fr); column-gap: 3.5rem; }
      header { grid-column: 2; }
      nav {
        grid-column: 1; grid-row: 2; position: sticky; top: 2rem; align-self: start;
        max-height: calc(100vh - 4rem); overflow-y: auto;
      }
      main { grid-column: 2; min-width: 0; }
    }

    """

  private static let parts = """
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: 0.5rem; background: var(--ground); padding: 0.25rem 0.5rem; z-index: 2; }
    .kicker { color: var(--muted); font-size: 0.875rem; margin-bottom: 0.4rem; }
    .lead { margin-top: 0.9rem; font-size: 1.0625rem; color: var(--muted); max-width: 44rem; }
    .answer { max-width: 46rem; }
    .answer + .answer { margin-top: 1.75rem; }
    .answer ul { list-style: none; padding: 0; margin-top: 0.5rem; }
    .answer li { padding: 0.35rem 0 0.35rem 0.9rem; border-left: 2px solid var(--rule); }
    .evidence { color: var(--muted); font-variant-numeric: tabular-nums; }
    .source a { white-space: nowrap; }
    .source { color: var(--muted); font-size: 0.8125rem; margin-top: 0.5rem; max-width: 46rem; }
    .facts { display: grid; max-width: 50rem; }
    .facts div {
      display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 1rem; padding: 0.45rem 0;
      border-top: 1px solid var(--rule);
    }
    .facts div:last-child { border-bottom: 1px solid var(--rule); }
    .facts dt { color: var(--muted); }
    .facts dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    .figures { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
    figure { max-width: 40rem; min-width: 0; }
    figure.wide { max-width: none; grid-column: 1 / -1; }
    .plate { background: var(--plate); border: 1px solid var(--rule); border-radius: 4px; padding: 0.5rem; }
    .plate svg { display: block; width: 100%; height: auto; }
    figcaption { color: var(--muted); font-size: 0.875rem; margin-top: 0.6rem; }
    details { max-width: 100%; }
    summary { cursor: pointer; color: var(--accent); width: fit-content; }
    details[open] > summary { margin-bottom: 1rem; }
    #runs > p, .steps { max-width: 46rem; }
    #runs > p { margin-bottom: 0.75rem; }
    #runs table { font-size: 0.8125rem; }
    #runs tbody th, #runs tbody td { white-space: nowrap; padding-top: 0.1875rem; padding-bottom: 0.1875rem; }
    pre {
      margin: 0; padding: 0.75rem 1rem; overflow-x: auto; background: var(--soft); border-radius: 4px; line-height: 1.45;
    }
    .steps { padding-left: 1.25rem; }
    .steps li + li { margin-top: 1rem; }
    .steps pre { margin-top: 0.35rem; white-space: pre-wrap; }

    """

  private static let tables = """
    .table + .table { margin-top: 2.75rem; }
    .scroll {
      overflow-x: auto; margin-top: 0.35rem; background-color: var(--ground); background-repeat: no-repeat;
      background-image: linear-gradient(to right, var(--ground) 40%, transparent),
        linear-gradient(to left, var(--ground) 40%, transparent),
        linear-gradient(to right, var(--rule) 0%, transparent),
        linear-gradient(to left, var(--rule) 0%, transparent);
      background-position: 0 0, 100% 0, 0 0, 100% 0;
      background-size: 2.5rem 100%, 2.5rem 100%, 0.75rem 100%, 0.75rem 100%;
      background-attachment: local, local, scroll, scroll;
    }
    table { border-collapse: separate; border-spacing: 0; font-size: 0.9375rem; line-height: 1.25rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; padding-bottom: 0.6rem; }
    caption span {
      position: sticky; left: 0; display: inline-block; max-width: min(46rem, calc(100vw - 2.5rem)); color: var(--muted);
    }
    th, td { padding: 0.3125rem 1.1rem; text-align: left; vertical-align: baseline; font-weight: 400; }
    th:first-child, td:first-child { padding-left: 0.25rem; }
    thead tr:first-child > th { border-top: 2px solid var(--strong-rule); }
    thead th { font-weight: 600; vertical-align: bottom; padding-top: 0.4rem; padding-bottom: 0.4rem; }
    thead th.group { text-align: center; border-bottom: 1px solid var(--rule); }
    tbody tr:first-child > * { border-top: 1px solid var(--strong-rule); }
    tbody tr:last-child > * { border-bottom: 2px solid var(--strong-rule); }
    tbody th { position: sticky; left: 0; background: var(--ground); }
    tbody tr:hover > * { background: var(--soft); }
    .number { text-align: right; }
    tbody .number { white-space: nowrap; }
    td:not(.number) { max-width: 32rem; }
    .uncertainty { display: inline-block; text-align: left; color: var(--muted); font-weight: 400; }
    .mark { display: inline-block; width: 0; text-indent: 0.1em; }
    .hint { color: var(--muted); font-size: 0.875rem; margin: -0.75rem 0 1.75rem; }
    sup { font-size: 0.75em; line-height: 0; }
    strong { font-weight: 700; }
    th button {
      appearance: none; background: none; border: 0; margin: 0; padding: 0; color: inherit; font: inherit;
      text-align: inherit; cursor: pointer; position: relative; border-radius: 2px;
    }
    th button:hover { color: var(--accent); }
    th button::after { content: ""; position: absolute; left: 100%; padding-left: 0.2em; font-size: 0.75em; }
    th[aria-sort="ascending"] button::after { content: "\\25B2"; }
    th[aria-sort="descending"] button::after { content: "\\25BC"; }
    .notes { list-style: none; padding: 0; margin-top: 0.6rem; color: var(--muted); font-size: 0.8125rem; max-width: 46rem; }

    """

  private static let narrowAndPrint = """
    @media (max-width: 40rem) {
      body { padding-top: 1.5rem; }
      nav > ul { columns: 2; column-gap: 1.5rem; }
      nav > ul > li { break-inside: avoid; }
      .facts div { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .wide .plate { overflow-x: auto; }
      .wide .plate svg { width: 42rem; }
      th, td { padding-left: 0.45rem; padding-right: 0.6rem; }
      table { font-size: 0.875rem; }
    }
    @media print {
      :root {
        --ground: #ffffff; --soft: #ffffff; --text: #000000; --muted: #333333; --rule: #999999;
        --strong-rule: #000000; --accent: #000000; --plate: #ffffff;
      }
      body { display: block; max-width: none; padding: 0; font-size: 10pt; }
      nav, .skip, .hint, .source a, details:not([open]) { display: none; }
      h2, h3 { break-after: avoid; }
      figure, tr, .answer, .facts, .table { break-inside: avoid; }
      .figures { grid-template-columns: 1fr 1fr; gap: 1rem; }
      table { font-size: 8.5pt; line-height: 11pt; }
      tbody th { position: static; }
      main > section + section { margin-top: 2rem; }
      .scroll { overflow: visible; }
    }

    """
}

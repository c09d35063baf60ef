/// The style sheet of the page; its digest is the only thing that the content security policy lets in.
///
/// It holds no character that HTML or XML would take for markup.
enum HTMLStyle {
  /// The style sheet.
  static let sheet: StaticString = """

    :root {
      color-scheme: light dark;
      --paper: #ffffff; --raised: #f6f7f8; --line: #d9dde1; --ink: #1b1f23; --quiet: #57606a; --link: #0a5199;
      --bad: #a4161a; --bad-paper: #fdeeee; --good: #17633a; --good-paper: #ebf7f0;
      --unsure: #7a4d00; --unsure-paper: #fdf3df; --allowed: #1d4f91; --allowed-paper: #ecf3fc;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
      --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #15181b; --raised: #1e2226; --line: #3a4047; --ink: #e4e7ea; --quiet: #a4adb6; --link: #86b9f0;
        --bad: #ff9a90; --bad-paper: #38191a; --good: #83d3a2; --good-paper: #14291d;
        --unsure: #efc069; --unsure-paper: #32270f; --allowed: #9cc2f5; --allowed-paper: #16263b;
      }
    }
    * { box-sizing: border-box; }
    html { font: 100%/1.55 var(--sans); color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; padding: 0 1.5rem 4rem; max-width: 84rem; }
    a { color: var(--link); text-underline-offset: 0.15em; }
    a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    code, pre { font-family: var(--mono); font-size: 0.875em; }
    code, b, td, dd, li { unicode-bidi: isolate; }
    code, b, td, dd, li, p, a, summary { overflow-wrap: anywhere; }
    .meta * { min-width: 0; }
    p { margin: 0.5rem 0; max-width: 46rem; }
    ul, ol { padding-left: 1.5rem; max-width: 46rem; }
    li { margin: 0.25rem 0; }
    .quiet, small { color: var(--quiet); }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--paper); }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

    .title { padding: 3rem 0 1.5rem; border-bottom: 1px solid var(--line); }
    .kicker { margin: 0; color: var(--quiet); font-size: 0.9375rem; letter-spacing: 0.01em; }
    h1 { margin: 0 0 1.25rem; font-size: 2.25rem; line-height: 1.15; font-weight: 650; letter-spacing: -0.015em; overflow-wrap: anywhere; }
    h2 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
    h3 { margin: 2.25rem 0 0.5rem; font-size: 1.125rem; line-height: 1.35; font-weight: 650; overflow-wrap: anywhere; }
    h4 { margin: 0.25rem 0 0.75rem; font-size: 1.0625rem; line-height: 1.4; font-weight: 650; overflow-wrap: anywhere; }
    h5 { margin: 1.25rem 0 0.5rem; font-size: 0.875rem; font-weight: 650; color: var(--quiet); }
    section { padding: 2.5rem 0 0.5rem; scroll-margin-top: 1rem; }
    footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.875rem; }

    nav ul { margin: 0; padding: 1.25rem 0 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; max-width: none; }
    nav a { display: inline-block; padding: 0.25rem 0; text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    @media (min-width: 64rem) {
      .columns { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 0 3rem; }
      nav { position: sticky; top: 0; align-self: start; padding-top: 2.5rem; font-size: 0.9375rem; }
      nav ul { display: block; padding-top: 0.25rem; }
    }

    .facts { margin: 0; display: grid; grid-template-columns: fit-content(16rem) minmax(0, 1fr); gap: 0.25rem 1.5rem; }
    .facts dt { color: var(--quiet); overflow-wrap: anywhere; }
    .facts dd { margin: 0; }
    @media (max-width: 36rem) {
      body { padding: 0 1rem 3rem; }
      .facts { display: block; }
      .facts dd { margin-bottom: 0.375rem; }
    }

    .verdict { padding: 1.25rem 1.5rem; border-left: 0.375rem solid; border-radius: 2px; }
    .verdict p { margin: 0; color: var(--ink); max-width: none; }
    .verdict .word { font-size: 1.75rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; color: inherit; }
    .verdict.pass { color: var(--good); background: var(--good-paper); }
    .verdict.violation { color: var(--bad); background: var(--bad-paper); }
    .verdict.inconclusive { color: var(--unsure); background: var(--unsure-paper); }
    .counts { margin: 1.5rem 0 1rem; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; max-width: none; }
    .counts li { max-width: 9rem; line-height: 1.3; color: var(--quiet); }
    .counts b { display: block; font-size: 2rem; line-height: 1.15; font-weight: 600; font-variant-numeric: tabular-nums; color: var(--ink); }
    .counts .violated b { color: var(--bad); }
    .counts .passed b { color: var(--good); }
    .counts .inconclusive b { color: var(--unsure); }
    .plain { padding-left: 1.5rem; }
    .cut { color: var(--quiet); font-size: 0.9375rem; }

    table { width: 100%; margin: 1rem 0 1.5rem; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.45; }
    caption { padding: 0 0 0.5rem; text-align: left; color: var(--quiet); font-size: 0.875rem; }
    th, td { padding: 0.5rem 1.25rem 0.5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { font-weight: 600; color: var(--quiet); font-size: 0.875rem; vertical-align: bottom; }
    tbody th { font-weight: 500; overflow-wrap: anywhere; }
    th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    thead th.number { white-space: normal; }
    .whole { white-space: nowrap; overflow-wrap: normal; }
    small { display: block; font-size: 0.8125rem; font-weight: 400; }
    .narrow { width: auto; }
    .narrow th, .narrow td { padding-right: 2.5rem; }
    .pairs td:nth-child(3), .status { white-space: nowrap; }
    .files td:last-child code { font-size: 0.75em; }
    .diagnostics td:nth-child(2) { width: 45%; }
    tr:target, article:target { outline: 3px solid var(--link); outline-offset: 4px; }

    .status { display: inline-flex; gap: 0.4em; align-items: baseline; font-weight: 600; }
    .shape { display: inline-block; min-width: 0.9em; }
    code + .quiet { margin-left: 0.3em; }
    .status.violated { color: var(--bad); }
    .status.inconclusive { color: var(--unsure); }
    .status.isolated, .status.passed { color: var(--good); }
    .status.allowed { color: var(--allowed); }
    .status.not-assessed { color: var(--quiet); font-weight: 400; }
    .wide { position: relative; overflow-x: auto; }
    .wide table { margin-bottom: 0.5rem; }
    .matrix { border-collapse: separate; border-spacing: 2px; font-size: 0.875rem; }
    .matrix th, .matrix td { padding: 0.5rem 0.625rem; border: 0; vertical-align: middle; overflow-wrap: normal; }
    .matrix thead th { vertical-align: bottom; color: var(--ink); }
    .matrix thead th:first-child { color: var(--quiet); font-weight: 400; }
    .matrix td { min-width: 6.5rem; background: var(--raised); }
    .matrix a { color: inherit; }
    .matrix a .status { text-decoration: underline; text-underline-offset: 0.15em; }
    .matrix .violated { color: var(--bad); background: var(--bad-paper); box-shadow: inset 0 0 0 2px; }
    .matrix .inconclusive { color: var(--unsure); background: var(--unsure-paper); }
    .matrix .isolated { color: var(--good); background: var(--good-paper); }
    .matrix .allowed { color: var(--allowed); background: var(--allowed-paper); }
    .matrix .not-assessed { color: var(--quiet); }
    .matrix .not-assessed .status { font-weight: 400; }
    .matrix .self { background: none; }
    .matrix small { color: inherit; }
    .legend { margin: 0 0 2rem; padding: 0; list-style: none; font-size: 0.875rem; max-width: none; }
    .legend li { margin: 0.125rem 0; color: var(--quiet); }

    .severity { display: inline-block; padding: 0 0.5em; border: 1px solid; border-radius: 3px; font-size: 0.8125rem; line-height: 1.5; font-weight: 600; white-space: nowrap; color: var(--quiet); }
    .severity.critical, .severity.high { color: var(--bad); }
    .severity.critical { color: var(--paper); background: var(--bad); border-color: var(--bad); }
    .severity.medium { color: var(--unsure); }
    .finding { margin: 1.25rem 0 2rem; padding: 1.25rem 1.5rem 1.5rem; border: 1px solid var(--line); border-radius: 4px; scroll-margin-top: 1rem; }
    .meta { margin: 0 0 0.5rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; font-size: 0.9375rem; max-width: none; }
    .meta code { margin-left: auto; color: var(--quiet); }
    .way { margin: 0.75rem 0; padding: 0; list-style: none; counter-reset: hop; max-width: none; }
    .way li { position: relative; margin: 0; padding: 0 0 1.125rem 2.5rem; counter-increment: hop; }
    .way li::before { content: counter(hop); position: absolute; left: 0; top: 0; width: 1.5rem; height: 1.5rem; border: 1.5px solid var(--quiet); border-radius: 50%; display: grid; place-items: center; font-size: 0.75rem; line-height: 1; font-variant-numeric: tabular-nums; }
    .way li:not(:last-child)::after { content: ""; position: absolute; left: 0.75rem; top: 1.625rem; bottom: 0.3125rem; border-left: 1.5px solid var(--quiet); transform: translateX(-50%); }
    .way li:not(:last-child) .node::after { content: ""; position: absolute; left: 0.75rem; bottom: 0.3125rem; width: 0.4375rem; height: 0.4375rem; border: solid var(--quiet); border-width: 0 1.5px 1.5px 0; transform: translateX(-50%) rotate(45deg); }
    .way p { margin: 0; max-width: none; }
    .way .node { line-height: 1.5rem; }
    .place { margin: 0; font-size: 0.875rem; color: var(--quiet); max-width: none; }
    .condition { color: var(--unsure); }
    details { margin: 0.75rem 0; }
    summary { padding: 0.25rem 0; color: var(--link); cursor: pointer; }
    .closes { margin-top: 1rem; padding: 0.75rem 1rem; background: var(--raised); border-radius: 3px; }
    .closes h5 { margin: 0 0 0.25rem; }
    .closes ul { margin: 0; }
    .traffic { margin-bottom: 0.5rem; }
    pre { margin: 1rem 0; padding: 1rem 1.25rem; background: var(--raised); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
    pre code { font-size: 0.8125rem; }
    #sign-off { display: none; }
    @media (max-width: 36rem) {
      th, td { padding-right: 0.625rem; overflow-wrap: anywhere; }
      table:not(.matrix) .status, th.number, td.number, .whole, .severity { white-space: normal; }
      .wide .status, .wide .whole { white-space: nowrap; }
      .finding { padding: 1rem; }
    }

    @page { size: A4; margin: 17mm 16mm 19mm; @bottom-left { content: "Isolation audit"; font: 8pt sans-serif; color: #57606a; } @bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; color: #57606a; } }
    @media print {
      :root {
        color-scheme: light;
        --paper: #ffffff; --raised: #f6f7f8; --line: #c9ced3; --ink: #000000; --quiet: #4a525a; --link: #1b1f23;
        --bad: #a4161a; --bad-paper: #fdeeee; --good: #17633a; --good-paper: #ebf7f0;
        --unsure: #7a4d00; --unsure-paper: #fdf3df; --allowed: #1d4f91; --allowed-paper: #ecf3fc;
      }
      html { font-size: 9.5pt; line-height: 1.45; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      body { padding: 0; max-width: none; }
      nav, .skip, footer { display: none; }
      .columns { display: block; }
      .title { padding-top: 0; }
      h1 { font-size: 20pt; }
      section { padding: 6mm 0 0; }
      #environments, #findings { break-before: page; padding-top: 0; }
      h3 { margin: 4.5mm 0 1.5mm; font-size: 11pt; }
      p, ul, ol { max-width: none; }
      li { margin: 0.5mm 0; }
      .title { padding-bottom: 4mm; }
      .facts { gap: 0.5mm 5mm; break-inside: avoid; }
      .title code { font-size: 7.5pt; }
      .verdict { padding: 3mm 5mm; }
      .counts { margin: 4mm 0 3mm; }
      .counts li { max-width: 11rem; }
      .counts b { font-size: 17pt; }
      h2, h3, h4, h5, caption { break-after: avoid; }
      thead { display: table-header-group; }
      tr, .short, .verdict, .closes, .way li, .meta, dd, .plain li { break-inside: avoid; }
      tbody tr:first-child { break-before: avoid; }
      .wide { overflow: visible; }
      table { margin: 2mm 0 4mm; font-size: 8.5pt; }
      th, td { padding: 1.2mm 3.5mm 1.2mm 0; }
      .matrix { font-size: 7.5pt; }
      .matrix th, .matrix td { padding: 1.2mm; min-width: 0; }
      .matrix .status { gap: 0.2em; }
      .finding { border-width: 1px 0 0; border-radius: 0; padding: 4mm 0 0; margin: 5mm 0; }
      details::details-content { content-visibility: visible; display: block; block-size: auto; }
      summary { color: var(--quiet); list-style: none; }
      a { color: inherit; text-decoration: none; }
      #sign-off { display: block; break-inside: avoid; }
      #sign-off td { height: 11mm; width: 28%; border: 1px solid var(--line); }
    }

    """
}

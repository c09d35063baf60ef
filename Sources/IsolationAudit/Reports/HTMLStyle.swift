import Crypto
import Foundation

/// The style sheet of the pages; its digest is the only thing that the content security policy lets in.
///
/// It holds no character that HTML or XML would take for markup. The foot of a printed page carries the run's id, which is
/// hexadecimal: the only part of a sheet that is not a constant of the program.
enum HTMLStyle {
  /// Writes the style sheet.
  static func write(to page: borrowing XMLWriter, runID: String) {
    page.constant(screen)
    page.constant(foot)
    page.text(hexadecimal(runID))
    page.constant(footEnd)
    page.constant(paper)
  }

  /// The style sheet in UTF-8.
  static func bytes(runID: String) -> [UInt8] {
    let parts = [screen, foot].map(text) + [hexadecimal(runID)] + [footEnd, paper].map(text)
    return Array(parts.joined().utf8)
  }

  /// The SHA-256 of the style sheet as a content security policy takes it.
  static func digest(runID: String) -> String { Data(SHA256.hash(data: bytes(runID: runID))).base64EncodedString() }

  private static func text(_ part: StaticString) -> String {
    part.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }

  private static func hexadecimal(_ runID: String) -> String { String(runID.filter(\.isHexDigit)) }

  /// The sheet for screens of any width, in both themes.
  private static let screen: StaticString = """

    :root {
      color-scheme: light dark;
      --paper: #ffffff; --raised: #f6f7f8; --line: #d9dde1; --ink: #1b1f23; --quiet: #57606a; --link: #0a5199;
      --bad: #a4161a; --bad-paper: #fdeeee; --good: #17633a; --good-paper: #ebf7f0;
      --unsure: #7a4d00; --unsure-paper: #fdf3df; --allowed: #1d4f91; --allowed-paper: #ecf3fc; --waived: #5b3a8c; --waived-paper: #f4effb;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
      --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #15181b; --raised: #1e2226; --line: #3a4047; --ink: #e4e7ea; --quiet: #a4adb6; --link: #86b9f0;
        --bad: #ff9a90; --bad-paper: #38191a; --good: #83d3a2; --good-paper: #14291d;
        --unsure: #efc069; --unsure-paper: #32270f; --allowed: #9cc2f5; --allowed-paper: #16263b; --waived: #c9b0f2; --waived-paper: #271d3a;
      }
    }
    * { box-sizing: border-box; }
    html { font: 100%/1.55 var(--sans); color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; padding: 0 1.5rem 4rem; max-width: 84rem; }
    a { color: var(--link); text-underline-offset: 0.15em; }
    a:focus-visible, summary:focus-visible, .wide:focus-visible, .text:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
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

    nav ul { margin: 0; padding: 0.25rem 0 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; max-width: none; }
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
    .counts .waived b { color: var(--waived); }
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
    .pairs td:nth-child(1), .status { white-space: nowrap; }
    .pairs td:nth-child(2) { width: 32%; }
    .files td:last-child code { font-size: 0.75em; }
    .links td:nth-child(-n+2) { width: 26%; }
    .diagnostics td:nth-child(2) { width: 45%; }
    tr:target, article:target { outline: 3px solid var(--link); outline-offset: 4px; }

    .status { display: inline-flex; gap: 0.4em; align-items: baseline; font-weight: 600; }
    .shape { display: inline-block; min-width: 0.9em; }
    code + .quiet { margin-left: 0.3em; }
    .status.violated { color: var(--bad); }
    .status.inconclusive { color: var(--unsure); }
    .status.isolated, .status.passed { color: var(--good); }
    .status.allowed { color: var(--allowed); }
    .status.waived { color: var(--waived); }
    .status.not-assessed { color: var(--quiet); font-weight: 400; }
    .wide { position: relative; overflow-x: auto; }
    .wide table { margin-bottom: 0.5rem; }
    .matrix { width: auto; min-width: 60%; border-collapse: separate; border-spacing: 2px; font-size: 0.875rem; }
    .matrix th, .matrix td { padding: 0.5rem 0.625rem; border: 0; vertical-align: middle; overflow-wrap: normal; }
    .matrix thead th { vertical-align: bottom; color: var(--ink); }
    .matrix thead th:first-child { color: var(--quiet); font-weight: 400; }
    .matrix td { min-width: 6.5rem; background-color: var(--raised); }
    .matrix a { color: inherit; }
    .matrix a .status { text-decoration: underline; text-underline-offset: 0.15em; }
    .matrix .violated { color: var(--bad); background: linear-gradient(var(--bad), var(--bad)) 0 0 / 0.4rem 100% no-repeat var(--bad-paper); box-shadow: inset 0 0 0 2px; }
    .matrix .inconclusive { color: var(--unsure); background: repeating-linear-gradient(var(--unsure) 0 3px, transparent 3px 8px) 0 0 / 0.4rem 100% no-repeat var(--unsure-paper); }
    .matrix .waived { color: var(--waived); background: repeating-linear-gradient(135deg, var(--waived) 0 2px, transparent 2px 5px) 0 0 / 0.4rem 100% no-repeat var(--waived-paper); }
    .matrix .allowed { color: var(--allowed); background: linear-gradient(90deg, var(--allowed) 50%, transparent 50%) 0 0 / 0.4rem 100% no-repeat var(--allowed-paper); }
    .matrix .isolated { color: var(--good); background: var(--good-paper); }
    .matrix .not-assessed { color: var(--quiet); }
    .matrix .not-assessed .status { font-weight: 400; }
    .matrix td { padding-left: 1rem; }
    .dense td { min-width: 0; }
    .dense th, .dense td { padding: 0.25rem 0.5rem 0.25rem 0.75rem; font-size: 0.8125rem; }
    .matrix .self { background: none; }
    .matrix small { color: inherit; }
    .legend { margin: 0 0 2rem; padding: 0; list-style: none; font-size: 0.875rem; max-width: none; }
    .legend li { margin: 0.125rem 0; color: var(--quiet); }

    .severity { display: inline-block; padding: 0 0.5em; border: 1px solid; border-radius: 3px; font-size: 0.8125rem; line-height: 1.5; font-weight: 600; white-space: nowrap; color: var(--quiet); }
    .severity.critical, .severity.high { color: var(--bad); }
    .severity.critical { color: var(--paper); background: var(--bad); border-color: var(--bad); }
    .severity.medium { color: var(--unsure); }
    .severity.new { color: var(--allowed); }
    .finding { margin: 1.25rem 0 2.25rem; padding: 1.25rem 1.5rem 1.5rem; border: 1px solid var(--line); border-radius: 4px; scroll-margin-top: 1rem; }
    .meta { margin: 0 0 0.5rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; font-size: 0.9375rem; max-width: none; }
    .meta code { margin-left: auto; color: var(--quiet); }
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
    .strip { margin: 0.75rem 0 1rem; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.5rem 0; max-width: none; font-size: 0.875rem; line-height: 1.4; }
    .strip li { display: flex; flex-direction: column; justify-content: center; margin: 0; padding: 0.25rem 0.75rem; border: 1px solid var(--line); border-radius: 3px; min-width: 0; }
    .strip li:not(:last-child) { position: relative; margin-right: 2rem; }
    .strip li:not(:last-child)::before { content: ""; position: absolute; left: calc(100% + 0.375rem); top: 50%; width: 1.125rem; border-top: 1.5px solid var(--quiet); }
    .strip li:not(:last-child)::after { content: ""; position: absolute; left: calc(100% + 1rem); top: 50%; width: 0.4375rem; height: 0.4375rem; border: solid var(--quiet); border-width: 1.5px 1.5px 0 0; transform: translateY(-50%) rotate(45deg); }
    .strip .end { background: var(--raised); }
    .type { color: var(--quiet); font-size: 0.8125rem; }
    .way { counter-reset: hop; margin: 0.75rem 0 1.25rem; padding: 0; list-style: none; max-width: none; }
    .zone { position: relative; margin: 0; padding: 0.625rem 0.875rem 0.875rem; border: 1px solid var(--line); border-radius: 4px; background: var(--raised); }
    .zone + .zone { margin-top: 1.5rem; }
    .zone + .zone::before { content: ""; position: absolute; left: 3rem; top: -1.5rem; height: 1.4375rem; border-left: 1.5px solid var(--quiet); }
    .zone + .zone::after { content: ""; position: absolute; left: calc(3rem - 0.25rem + 0.5px); top: -0.625rem; width: 0.4375rem; height: 0.4375rem; border: solid var(--quiet); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg); }
    .zone p { margin: 0; max-width: none; }
    .where { font-size: 0.875rem; }
    .packet { padding-bottom: 0.25rem; font-size: 0.875rem; color: var(--quiet); }
    .hops { margin: 0.5rem 0 0; padding: 0; list-style: none; max-width: none; }
    .hops li { counter-increment: hop; position: relative; margin: 0; display: grid; grid-template-columns: minmax(0, 19rem) minmax(0, 1fr); gap: 0 1.25rem; align-items: start; }
    .hops li + li { margin-top: 0.75rem; }
    .hops li + li::before { content: ""; position: absolute; left: 2.125rem; top: -0.75rem; height: 0.75rem; border-left: 1.5px solid var(--quiet); }
    .box { padding: 0.375rem 0.625rem 0.375rem 2.125rem; position: relative; border: 1px solid var(--line); border-radius: 3px; background: var(--paper); font-size: 0.875rem; line-height: 1.4; overflow-wrap: anywhere; }
    .box::before { content: counter(hop); position: absolute; left: 0.625rem; top: 0.375rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
    .box .type, .box b, .box code { display: block; }
    .box code { color: var(--quiet); font-size: 0.8125rem; }
    .rule { padding: 0.375rem 0; font-size: 0.875rem; line-height: 1.45; }
    .path summary { font-size: 0.9375rem; }

    figure { margin: 1rem 0; }
    figcaption { color: var(--quiet); font-size: 0.875rem; }
    .picture { display: block; max-width: none; font-family: var(--sans); }
    .picture text { fill: var(--ink); font-size: 12px; }
    .picture .small { fill: var(--quiet); font-size: 11px; }
    .picture .label { fill: var(--quiet); font-size: 12px; }
    .picture .strong, .picture .name { fill: var(--ink); font-weight: 600; font-size: 13px; }
    .picture tspan.strong { font-size: 12px; }
    .picture .wire { stroke: var(--quiet); stroke-width: 1.25; }
    .picture .axis { stroke: var(--line); }
    .picture .dot, .picture .head { fill: var(--quiet); stroke: none; }
    .picture line.bad { stroke: var(--bad); stroke-width: 3; }
    .picture rect.bad { fill: var(--bad); stroke: none; }
    .picture text.bad { fill: var(--bad); font-weight: 600; }
    .picture .group { fill: var(--raised); stroke: var(--line); }
    .picture .node { fill: var(--paper); stroke: var(--line); }
    .picture .trend { stroke: var(--link); stroke-width: 2; }

    .evidence { margin: 0; padding: 0; list-style: none; max-width: none; }
    .evidence li { margin: 0 0 0.375rem; }
    .controls tbody th { width: 38%; }
    .register { min-width: 60rem; }
    .register tbody th { width: 16%; }
    .register td:nth-child(3) { width: 22%; }
    .register td:nth-child(4) { width: 25%; }
    .glossary { margin: 0; max-width: 46rem; }
    .glossary dt { margin-top: 0.75rem; font-weight: 600; }
    .glossary dd { margin: 0; }
    .text { max-height: 32rem; overflow: auto; }
    .signatures td { height: 3rem; }
    .part { margin: 0.75rem 0 0; color: var(--quiet); font-size: 0.875rem; }
    .index { width: auto; }
    .index th, .index td { padding-right: 2rem; }
    .end { overflow-wrap: anywhere; }
    @media (max-width: 36rem) {
      th, td { padding-right: 0.625rem; overflow-wrap: anywhere; }
      table:not(.matrix) .status, th.number, td.number, .whole, .severity { white-space: normal; }
      .wide table .status, .wide .whole { white-space: nowrap; }
      .wide table { min-width: 38rem; }
      .wide .matrix, .wide .index { min-width: 0; }
      .finding { padding: 1rem; }
      .zone { padding: 0.5rem; }
      .hops li { display: block; }
      .strip { flex-direction: column; gap: 1.5rem; }
      .strip li:not(:last-child) { margin-right: 0; }
      .strip li:not(:last-child)::before { left: 1.25rem; top: 100%; width: 0; height: 1.125rem; border-top: 0; border-left: 1.5px solid var(--quiet); }
      .strip li:not(:last-child)::after { left: calc(1.25rem - 0.25rem + 0.5px); top: calc(100% + 0.75rem); transform: rotate(135deg); }
      .meta code { margin-left: 0; }
    }

    @media (prefers-reduced-motion: no-preference) { html:focus-within { scroll-behavior: smooth; } }

    """

  private static let foot: StaticString = """

    @page { size: A4; margin: 17mm 16mm 19mm; @bottom-left { content: "Isolation audit, run " "
    """

  private static let footEnd: StaticString = """
    "; font: 8pt sans-serif; color: #57606a; } @bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; color: #57606a; } }

    """

  /// The sheet for paper.
  private static let paper: StaticString = """

    @media print {
      :root {
        color-scheme: light;
        --paper: #ffffff; --raised: #f6f7f8; --line: #c9ced3; --ink: #000000; --quiet: #4a525a; --link: #1b1f23;
        --bad: #a4161a; --bad-paper: #fdeeee; --good: #17633a; --good-paper: #ebf7f0;
        --unsure: #7a4d00; --unsure-paper: #fdf3df; --allowed: #1d4f91; --allowed-paper: #ecf3fc; --waived: #5b3a8c; --waived-paper: #f4effb;
      }
      html { font-size: 9.5pt; line-height: 1.45; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      body { padding: 0; max-width: none; }
      nav, .skip, footer { display: none; }
      .columns { display: block; }
      .title { padding-top: 0; }
      h1 { font-size: 18pt; margin-bottom: 3mm; }
      section { padding: 6mm 0 0; }
      #coverage, #topology, #findings, #policy { break-before: page; padding-top: 0; }
      h3 { margin: 4.5mm 0 1.5mm; font-size: 11pt; }
      p, ul, ol { max-width: none; }
      li { margin: 0.5mm 0; }
      .title { padding-bottom: 4mm; }
      .facts { gap: 0.5mm 5mm; break-inside: avoid; }
      .title code { font-size: 7.5pt; }
      .verdict { padding: 3mm 5mm; }
      .counts { margin: 3mm 0 2mm; gap: 2mm 4mm; font-size: 8pt; }
      .counts li { max-width: 25mm; }
      .counts b { font-size: 15pt; }
      .title .facts { font-size: 8pt; line-height: 1.35; }
      .verdict .word { font-size: 15pt; }
      #verdict { padding-top: 4mm; }
      #verdict h2 { margin-bottom: 2.5mm; }
      #verdict h3 { margin-top: 3mm; }
      #verdict p { margin: 1mm 0; }
      #verdict .verdict { margin: 0; }
      h2, h3, h4, h5, caption { break-after: avoid; }
      thead { display: table-header-group; }
      tr, .short, .verdict, .closes, .hops li, .strip, .zone .where, figure, .meta, dd, .plain li { break-inside: avoid; }
      tbody tr:first-child { break-before: avoid; }
      .wide { overflow: visible; }
      table { margin: 2mm 0 4mm; font-size: 8.5pt; }
      th, td { padding: 1.2mm 3.5mm 1.2mm 0; }
      .matrix { font-size: 7.5pt; }
      .matrix th, .matrix td { padding: 1.2mm; min-width: 0; }
      .matrix td { padding-left: 3mm; }
      .matrix .status { gap: 0.2em; }
      .finding { border-width: 1px 0 0; border-radius: 0; padding: 4mm 0 0; margin: 5mm 0; }
      details::details-content { content-visibility: visible; display: block; block-size: auto; }
      summary { color: var(--quiet); list-style: none; }
      a { color: inherit; text-decoration: none; }
      #sign-off { break-inside: avoid; }
      #sign-off td { height: 11mm; width: 28%; border: 1px solid var(--line); }
      .where, .packet, summary, .strip, .meta { break-after: avoid; }
      .picture { max-width: 100%; height: auto; }
      figure { margin: 2mm 0; }
      .register { min-width: 0; }
      .text { max-height: none; overflow: visible; padding: 3mm; }
      .text code { font-size: 7pt; }
      .zone { padding: 1.5mm 2.5mm 2mm; }
      .zone + .zone { margin-top: 4.5mm; }
      .zone + .zone::before { top: -4.5mm; height: 4.25mm; }
      .zone + .zone::after { top: -2.25mm; }
      .hops { margin-top: 1mm; }
      .hops li { display: grid; grid-template-columns: 60mm minmax(0, 1fr); }
      .hops li + li { margin-top: 1.5mm; }
      .hops li + li::before { top: -1.5mm; height: 1.5mm; }
      .box, .rule, .strip { font-size: 8pt; }
      .box { padding: 1mm 2mm 1mm 7mm; }
      .box::before { left: 2mm; top: 1mm; }
      .box code, .type, .place, small { font-size: 7pt; }
      .rule { padding: 0.5mm 0; }
      .closes { margin-top: 2mm; padding: 2mm 3mm; }
      .files, .diagnostics, .proofs, .links { font-size: 7pt; line-height: 1.3; }
      .files th, .files td, .diagnostics th, .diagnostics td { padding: 0.4mm 2mm 0.4mm 0; }
      .files code, .diagnostics code, .proofs code, .links code { font-size: 6.5pt; }
      .files td:last-child code { font-size: 5.5pt; white-space: nowrap; }
      .glossary dt { margin-top: 1.5mm; }
    }

    """
}

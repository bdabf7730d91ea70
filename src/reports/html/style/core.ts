import { html } from '../markup.ts';

/** Colours of both schemes, and the text itself. All pairs of text and ground keep a contrast of 4.5 to 1. */
export const coreStyle = html`<style>
:root {
  color-scheme: light;
  --paper: #fff; --panel: #f5f7f9; --ink: #18212d; --soft: #505c6b; --rule: #d8dee6; --strong: #9aa6b5;
  --accent: #1a5a9e; --good: #14613a; --bad: #a1232b; --warn: #7a4f00;
  --good-tint: #edf6f1; --bad-tint: #fbeff0; --warn-tint: #fbf4e6;
  --purchased: #2a69ae; --bonus: #d59a2c; --adjustment: #7b8898; --rest: #e6ebf0;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #11161d; --panel: #19202a; --ink: #e7ebf0; --soft: #a7b2c0; --rule: #2d3744; --strong: #5b6879;
    --accent: #86b9f0; --good: #7fd0a3; --bad: #f29b9f; --warn: #e8bd6b;
    --good-tint: #14271e; --bad-tint: #2e1a1d; --warn-tint: #2b2315;
    --purchased: #5c9be0; --bonus: #e0ae4d; --adjustment: #8e9bab; --rest: #2a3440;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Open Sans", sans-serif; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 74rem; padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 3rem); background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
h1, h2, h3, p, dl, dd, ul, figure { margin: 0; }
h1, h2, h3 { line-height: 1.25; font-weight: 640; letter-spacing: -.011em; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 1.25rem + 1.6vw, 2.3rem); letter-spacing: -.02em; }
h2 { font-size: 1.3rem; }
h3 { font-size: 1.02rem; }
p { max-width: 70ch; text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:focus-visible { outline: .15rem solid var(--accent); outline-offset: .15rem; }
code { font: .88em/1.4 ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
small { font-size: .8em; font-weight: 400; color: var(--soft); }
data, time { font-variant-numeric: tabular-nums lining-nums; }
data, time { white-space: nowrap; overflow-wrap: normal; }
data.long { white-space: normal; overflow-wrap: anywhere; }
.k { margin-left: .17em; }
.over { color: var(--bad); }
.under { color: var(--accent); }
.absent, .soft, td .nil { color: var(--soft); }
.absent { overflow-wrap: normal; }
</style>
`;

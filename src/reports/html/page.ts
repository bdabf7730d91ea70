import { type Html, html, type Markup } from './markup.ts';
import type { ReportOptions } from './options.ts';
import { type Section, sectionOf } from './parts/blocks.ts';
import { instant } from './parts/figures.ts';
import { chartStyle } from './style/charts.ts';
import { coreStyle } from './style/core.ts';
import { blockStyle } from './style/page-parts.ts';
import { printStyle } from './style/print.ts';
import { tableStyle } from './style/tables.ts';

/** What a page shows. */
export interface Page {
  readonly options: ReportOptions;
  /** What the report is about, in a sentence. */
  readonly lead: Markup;
  readonly sections: readonly Section[];
  /** What a day is. Default: UTC days. */
  readonly days?: string;
}

/** Nothing is loaded, run or sent; styles stand in the page itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A whole document: it needs no script and no other file. */
export function pageOf({ options, lead, sections, days = 'UTC days' }: Page): string {
  const { title, brand } = options;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${brand === null ? title : `${title} · ${brand}`}</title>
${[coreStyle, blockStyle, tableStyle, chartStyle, printStyle]}
</head>
<body>
<header class="top">
${brand !== null && html`<p class="brand"><bdi>${brand}</bdi></p>`}
<h1><bdi>${title}</bdi></h1>
<div class="lead">${lead}</div>
${madeAt(options)}
</header>
${sections.length > 2 && contents(sections)}
<main>
${sections.map(sectionOf)}</main>
<footer>
<p>${brand !== null && html`<bdi>${brand}</bdi>. `}Amounts are shown in cents, rounded half up; so printed parts may miss a printed sum by a cent. Every figure also carries its exact value. Times are in UTC; days are ${days}.</p>
</footer>
</body>
</html>
`;
  return document.toString();
}

function madeAt({ generatedAt }: ReportOptions): Html | null {
  return generatedAt === null ? null : html`<p class="made">Report made ${instant(generatedAt)}</p>`;
}

function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents"><ul>${sections.map(
    ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`,
  )}</ul></nav>`;
}

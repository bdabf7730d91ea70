import { html } from '../markup.ts';

/** Paper: always light, no contents to click, nothing torn apart that belongs together. */
export const printStyle = html`<style>
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; } }
@media print {
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  nav { display: none; }
  section { padding-top: 1.6rem; }
  h2, h3, caption, thead, article > header { break-after: avoid; }
  thead { display: table-header-group; }
  tr, article, .notice, .card, .tiles > div, .facts > div { break-inside: avoid; }
  article.long { break-inside: auto; }
  th, td { padding-right: .6rem; }
  footer { margin-top: 1.5rem; break-inside: avoid; }
  footer p { max-width: none; }
  a { color: inherit; text-decoration: none; }
  .notice, .plot svg, .meter svg, .used svg, .legend svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
</style>
`;

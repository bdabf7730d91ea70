import { html } from '../markup.ts';

/** One row below the other, each cell beside the title of its column. */
const asList = html`
  table, caption, tbody, tfoot, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  tbody tr, tfoot tr { padding: .7rem 0 .8rem; }
  tbody th, tfoot th { padding: 0 0 .3rem; font-size: 1rem; font-weight: 620; }
  td, td.figure { display: grid; grid-template-columns: minmax(6.5rem, 2fr) 3fr; align-items: baseline; gap: .8rem; padding: .12rem 0 !important; text-align: left; }
  td .used svg { margin-left: 0 !important; }
  td::before { content: attr(data-label); color: var(--soft); font-size: .9em; font-weight: 400; overflow-wrap: normal; }
`;

/** Tables, and the lists that they become where there is no room for columns. */
export const tableStyle = html`<style>
.table { container: narrow / inline-size; }
.table.wide { container-name: wide; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; line-height: 1.42; }
caption { text-align: left; padding-bottom: .5rem; font-weight: 600; }
th, td { padding: .5rem .9rem .5rem 0; text-align: left; vertical-align: baseline; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { vertical-align: bottom; font-size: .86rem; font-weight: 600; color: var(--soft); border-bottom: 1px solid var(--strong); overflow-wrap: normal; }
tbody tr { border-bottom: 1px solid var(--rule); }
tbody th { font-weight: 560; }
tfoot tr:first-child { border-top: 1px solid var(--strong); }
tfoot th, tfoot td { font-weight: 620; }
.figure { text-align: right; font-variant-numeric: tabular-nums lining-nums; }
.figure + td:not(.figure), .figure + th:not(.figure) { padding-left: .9rem; }
.empty, .left-out { color: var(--soft); }
.left-out { margin-top: .6rem; font-size: .9rem; }
.wide td:not(.figure), .wide th:not(.figure) { min-width: 7.5rem; }
.wide td.prose { min-width: 15rem; }
td .soft, th .soft { display: block; font-size: .86em; font-weight: 400; }
@container narrow (max-width: 34rem) {${asList}}
@container wide (max-width: 52rem) {${asList}}
@container wide (min-width: 32rem) and (max-width: 52rem) {
  .wide tr { display: grid; grid-template-columns: 1fr 1fr; column-gap: 2.5rem; }
  .wide tbody th, .wide tfoot th, .wide td.prose { grid-column: 1 / -1; }
  .wide td.prose { grid-template-columns: minmax(6.5rem, 1fr) 4fr; }
}
</style>
`;

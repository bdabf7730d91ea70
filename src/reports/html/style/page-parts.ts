import { html } from '../markup.ts';

/** The parts of a page: head, contents, sections, figures side by side, notices, cases. */
export const blockStyle = html`<style>
.top { border-bottom: .18rem solid var(--ink); padding-bottom: 1.4rem; }
.brand { font-weight: 600; color: var(--soft); margin-bottom: .5rem; }
.lead { margin-top: .8rem; font-size: 1.08rem; }
.lead p + p { margin-top: .35rem; }
.made { margin-top: .6rem; font-size: .9rem; color: var(--soft); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; list-style: none; padding: .8rem 0; border-bottom: 1px solid var(--rule); font-size: .92rem; }
nav a { display: inline-block; padding: .25rem 0; }
section { padding-top: 2.4rem; }
section > h2 { margin-bottom: .9rem; }
section > p + *, section > * + p { margin-top: .9rem; }
section > * + h3, .card > * + h3 { margin: 1.8rem 0 .6rem; }
section > * + .table, section > * + figure, section > * + dl, section > * + .meter, section > * + article, section > * + .notice { margin-top: 1.1rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .85rem; color: var(--soft); }
.badge { display: inline-block; white-space: nowrap; padding: .02rem .55rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .82rem; font-weight: 600; line-height: 1.5; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); } .plain { color: var(--soft); }
.notice { padding: .8rem 1rem; border-left: .25rem solid currentColor; background: var(--panel); }
.notice p { color: var(--ink); max-width: 80ch; }
.notice.good { background: var(--good-tint); } .notice.bad { background: var(--bad-tint); } .notice.warn { background: var(--warn-tint); }
.notice ul { margin: .3rem 0 0; padding-left: 1.1rem; color: var(--ink); }
.notices { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: .6rem; list-style: none; padding: 0; }
.notices .notice { height: 100%; }
.notices + .cards { margin-top: 1.1rem; }
.tiles { display: flex; flex-wrap: wrap; gap: 1px; background: var(--rule); border: 1px solid var(--rule); border-radius: .4rem; overflow: hidden; }
.tiles > div { flex: 1 1 12.5rem; padding: .9rem 1.1rem 1rem; background: var(--paper); }
.tiles dt { font-size: .88rem; color: var(--soft); }
.tiles .value { font-size: 1.55rem; font-weight: 620; line-height: 1.3; letter-spacing: -.015em; }
.tiles .value small { font-size: .9rem; letter-spacing: 0; }
.tiles .note { font-size: .86rem; color: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: .8rem 1.4rem; }
.facts .soft { display: block; font-size: .86em; }
.card .facts { display: block; font-size: .92rem; }
.card .facts > div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .34rem 0; border-top: 1px solid var(--rule); }
.card .facts dt { font-size: inherit; }
.facts dt { font-size: .84rem; color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.1rem; }
.card, article { border: 1px solid var(--rule); border-radius: .4rem; padding: 1.1rem 1.25rem 1.25rem; }
.card h3 { margin-bottom: .5rem; }
.card .value { font-size: 1.9rem; font-weight: 620; line-height: 1.25; letter-spacing: -.02em; }
.card .value small { font-size: .95rem; letter-spacing: 0; }
.card p + p, .card > * + .facts, .card > * + .meter { margin-top: .7rem; }
article > header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .3rem 1.5rem; align-items: baseline; margin-bottom: .9rem; }
article > header p { font-weight: 620; }
article > .table { margin-top: 1rem; }
.reasons { padding: 0; list-style: none; }
</style>
`;

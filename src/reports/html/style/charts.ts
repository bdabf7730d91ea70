import { html } from '../markup.ts';

/** Charts stretch to the width that there is; their words are text of the page, so they never shrink. */
export const chartStyle = html`<style>
figure { break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: .6rem; }
figcaption .soft { font-weight: 400; }
.plot { display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: .6rem; }
.plot svg { display: block; width: 100%; height: 12rem; overflow: visible; }
.plot .y { display: flex; flex-direction: column; justify-content: space-between; text-align: right; font-size: .8rem; line-height: 1; color: var(--soft); font-variant-numeric: tabular-nums; }
.plot .x { grid-column: 2; position: relative; display: flex; justify-content: space-between; gap: .5rem; padding-top: .35rem; font-size: .8rem; color: var(--soft); }
.plot .between { position: absolute; transform: translateX(-50%); }
@media (max-width: 30rem) { .plot .between { display: none; } }
.meter svg { display: block; width: 100%; height: 1rem; border-radius: .2rem; }
.used svg { display: block; width: 4.5rem; height: .4rem; margin-top: .25rem; border-radius: .15rem; }
.figure .used svg { margin-left: auto; }
.grid { stroke: var(--rule); stroke-width: 1; vector-effect: non-scaling-stroke; }
.zero { stroke: var(--strong); stroke-width: 1; vector-effect: non-scaling-stroke; }
.bar { fill: var(--purchased); }
.line { fill: none; stroke: var(--purchased); stroke-width: 2.25; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.below { fill: var(--purchased); opacity: .12; }
.dot { fill: none; stroke: var(--purchased); stroke-width: 7; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.ahead { fill: none; stroke: var(--soft); stroke-width: 1.75; stroke-dasharray: 5 5; vector-effect: non-scaling-stroke; }
.fill-purchased { fill: var(--purchased); } .fill-bonus { fill: var(--bonus); } .fill-adjustment { fill: var(--adjustment); } .fill-rest { fill: var(--rest); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; list-style: none; padding: .6rem 0 0; font-size: .92rem; }
.legend svg { display: inline-block; width: .75rem; height: .75rem; margin-right: .45rem; vertical-align: -.05rem; border-radius: .15rem; }
</style>
`;

/** Charts are drawings of figures: lengths and places are worked out again from the days. */
import type { DailyBalance, Runway } from 'reseller-sdk/credit-ledger';
import { creditHtml } from 'reseller-sdk/reports/html';
import { describe, expect, it } from 'vitest';
import { textOf } from './read-back.ts';
import { sampleCredit } from './samples.ts';

const WIDTH = 1000;
const HEIGHT = 200;
const credit = await sampleCredit();

function daysOf(
  count: number,
  figures: (index: number) => { readonly used?: string; readonly left?: string },
): DailyBalance[] {
  const [template] = credit.days;
  if (template === undefined) throw new Error('the sample has no day');
  return Array.from({ length: count }, (_day, index) => {
    const { used = '0', left = '0' } = figures(index);
    const date = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
    return { ...template, date, usage: used, usageAmount: used, closing: left };
  });
}

function drawn(
  days: readonly DailyBalance[],
  runway: Partial<Runway> = { depletion: null, days: null },
): string {
  const signals = { ...credit.signals, runway: { ...credit.signals.runway, ...runway } };
  return creditHtml({ ...credit, days, signals });
}

function figureOf(document: string, caption: string): string {
  const start = document.indexOf(`<figcaption>${caption}`);
  return document.slice(start, document.indexOf('</figure>', start));
}

const used = (document: string): string => figureOf(document, 'Used per day');
const left = (document: string): string => figureOf(document, 'Left at the end of the day');

function ticksOf(figure: string): string[] {
  const labels = /<div class="y"[^>]*>([\s\S]*?)<\/div>/.exec(figure)?.[1] ?? '';
  return textOf(labels.replaceAll('<span class="k">', '').replace(/(\d)<\/span>(?!<span>|$)/g, '$1')).split(
    ' ',
  );
}

function attributes(element: string): Readonly<Record<string, number>> {
  const found = [...element.matchAll(/ ([a-z]+[12]?)="(-?[\d.]+)"/g)];
  return Object.fromEntries(found.map(([, name = '', value]) => [name, Number(value)]));
}

function barsOf(figure: string): Readonly<Record<string, number>>[] {
  return (figure.match(/<rect class="bar"[^>]*>/g) ?? []).map(attributes);
}

function zeroOf(figure: string): number {
  return attributes(/<line class="zero"[^>]*>/.exec(figure)?.[0] ?? '')['y1'] ?? Number.NaN;
}

/** The height at which an amount stands on an axis with these ticks. */
function heightOf(amount: number, ticks: readonly string[]): number {
  const [top, bottom] = [Number(ticks[0]), Number(ticks.at(-1))];
  return ((top - amount) / (top - bottom)) * HEIGHT;
}

describe('the bars of what was used', () => {
  it.each([
    ['only use', [5, 12.5, 0, 3, 24]],
    ['use and what came back', [-8, 0, 11, 4, -0.5]],
    ['only what came back', [-1, -2.5, -40]],
    ['nothing', [0, 0, 0]],
    ['small amounts', [0.00001, 0.00002, 0.000015]],
  ])('are as long as %s', (_name, amounts) => {
    const figure = used(
      drawn(daysOf(amounts.length, (index) => ({ used: (amounts[index] ?? 0).toFixed(6) }))),
    );
    const ticks = ticksOf(figure);
    const bars = barsOf(figure);
    expect(bars).toHaveLength(amounts.length);
    expect(zeroOf(figure)).toBeCloseTo(heightOf(0, ticks), 0);
    for (const [index, { y = 0, height = 0, x = 0, width = 0 }] of bars.entries()) {
      const amount = amounts[index] ?? 0;
      expect(y).toBeCloseTo(heightOf(Math.max(amount, 0), ticks), 0);
      expect(y + height).toBeCloseTo(heightOf(Math.min(amount, 0), ticks), 0);
      const step = WIDTH / amounts.length;
      expect(x).toBeGreaterThan(index * step);
      expect(x + width).toBeLessThan((index + 1) * step);
      expect(x + width / 2).toBeCloseTo((index + 0.5) * step, 1);
    }
  });

  it('of one day do not fill the page', () => {
    const figure = used(drawn(daysOf(1, () => ({ used: '5' }))));
    expect(barsOf(figure)).toEqual([{ x: 460, y: 0, width: 80, height: HEIGHT }]);
    expect(textOf(figure).match(/2026-01-01/g)).toHaveLength(1);
  });

  it('of very many days are one outline through every amount', () => {
    const days = daysOf(1000, (index) => ({ used: index % 7 === 0 ? '-3' : (10 + (index % 13)).toString() }));
    const figure = used(drawn(days));
    const ticks = ticksOf(figure);
    expect(barsOf(figure)).toEqual([]);
    const path = /<path class="bar" d="M0,([\d.]+)([^"]*)V([\d.]+)Z"/.exec(figure);
    expect([path?.[1], path?.[3]].map(Number)).toEqual([zeroOf(figure), zeroOf(figure)]);
    const steps = [...(path?.[2] ?? '').matchAll(/V([\d.]+)H([\d.]+)/g)];
    expect(steps).toHaveLength(days.length);
    for (const [index, [, y, x]] of steps.entries()) {
      expect(Number(y)).toBeCloseTo(heightOf(Number(days[index]?.usageAmount), ticks), 0);
      expect(Number(x)).toBe(index + 1);
    }
    expect(figure.length).toBeLessThan(20_000);
  });

  it('are named with the first day of the most', () => {
    const figure = used(drawn(daysOf(3, (index) => ({ used: ['1', '7.5', '7.5'][index] ?? '0' }))));
    expect(figure).toContain('The most was 7.50 USD, on 2026-01-02.');
  });
});

describe('the axis', () => {
  it.each([
    [
      ['100', '-90'],
      ['100', '50', '0', '-50', '-100'],
    ],
    [
      ['24', '-3'],
      ['25', '12.5', '0', '-12.5'],
    ],
    [
      ['3', '-24'],
      ['12.5', '0', '-12.5', '-25'],
    ],
    [
      ['110', '7'],
      ['120', '60', '0'],
    ],
    [
      ['-1', '-7'],
      ['0', '-4', '-8'],
    ],
    [
      ['0', '0'],
      ['1', '0.5', '0'],
    ],
    [
      ['0.00019', '0'],
      ['0.0002', '0.0001', '0'],
    ],
    [
      ['98765432109876543210', '1'],
      ['100000000000000000000', '50000000000000000000', '0'],
    ],
  ])('of %j has round ticks at equal distances, 0 among them', (amounts, ticks) => {
    const figure = left(drawn(daysOf(2, (index) => ({ left: amounts[index] ?? '0' }))));
    expect(ticksOf(figure)).toEqual(ticks);
    expect(figure.match(/<line class="grid"/g)).toHaveLength(ticks.length);
  });
});

describe('the line of what is left', () => {
  const amounts = [9000, 4000, 250, -500];
  const days = daysOf(amounts.length, (index) => ({ left: (amounts[index] ?? 0).toString() }));

  it('stands at the end of each day, below zero where credit is owed', () => {
    const figure = left(drawn(days));
    const ticks = ticksOf(figure);
    const points = /<polyline class="line" points="([^"]*)"/.exec(figure)?.[1]?.split(' ') ?? [];
    expect(points.map((point) => point.split(',').map(Number))).toEqual(
      amounts.map((amount, index) => [
        expect.closeTo((index / 3) * WIDTH, 1),
        expect.closeTo(heightOf(amount, ticks), 0),
      ]),
    );
    expect(figure).not.toContain('class="ahead"');
  });

  it('goes on to zero on the day on which the credit ends', () => {
    const some = days.slice(0, 2);
    const figure = left(drawn(some, { days: 3, depletion: '2026-01-05', asOf: '2026-01-03' }));
    const ahead = attributes(/<line class="ahead"[^>]*>/.exec(figure)?.[0] ?? '');
    expect(ahead).toMatchObject({ x1: 250, x2: WIDTH, y2: HEIGHT });
    expect(ahead['y1']).toBeCloseTo(heightOf(4000, ticksOf(figure)), 0);
    expect(textOf(figure)).toMatch(/2026-01-01 2026-01-02 2026-01-05 From 2026-01-02 on/);
  });

  it('goes on for a part of the way where the end is far, in the same direction', () => {
    const figure = left(drawn(days.slice(0, 2), { days: 28, depletion: '2026-01-30', asOf: '2026-01-03' }));
    const { x2, y1 = 0, y2 = 0 } = attributes(/<line class="ahead"[^>]*>/.exec(figure)?.[0] ?? '');
    expect(x2).toBe(WIDTH);
    expect(y2 - y1).toBeCloseTo((HEIGHT - y1) / 2, 0);
    expect(textOf(figure)).toContain('2026-01-16');
    expect(textOf(figure)).toContain('which ends on 2026-01-30');
  });

  it('goes no further where the credit ended before', () => {
    for (const depletion of ['2026-01-04', '2026-01-02']) {
      const figure = left(drawn(days, { days: 0, depletion, asOf: '2026-01-04' }));
      expect(figure).not.toMatch(/class="ahead"|broken line/);
    }
  });

  it('of one day is a dot', () => {
    const figure = left(drawn(days.slice(0, 1)));
    expect(figure).toContain('<path class="dot" d="M0,20h0"/>');
  });
});

describe('the bar of the kinds of credit', () => {
  it('is parted by their amounts, and shows nothing that is owed', () => {
    const balance = { ...credit.balance, total: '80', purchased: '60', bonus: '20', adjustment: '-5' };
    const document = creditHtml({ ...credit, balance });
    const bar = /<svg role="img" aria-label="(Credit left by kind[^"]*)"[\s\S]*?<\/svg>/.exec(document);
    expect(bar?.[1]).toBe('Credit left by kind: Purchased 75%, Bonus 25%, Adjustment 0%');
    const parts = (bar?.[0].match(/<rect[^>]*>/g) ?? []).map(attributes);
    expect(parts).toEqual([
      { x: 0, width: 747, height: 10 },
      { x: 750, width: 250, height: 10 },
    ]);
  });
});

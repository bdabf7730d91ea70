import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultAuditPolicy, VERDICTS } from 'reseller-sdk/billing-audit';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/billing-audit.md'), 'utf8');

/** First cells of the rows between a heading and the next. */
function rowsOf(heading: string): string[] {
  const [, section = ''] = guide.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
}

it('the guide lists every code with its figures', () => {
  const source = readFileSync(join(root, 'src/billing-audit/codes.ts'), 'utf8');
  const codes = [...source.matchAll(/^ {2}([A-Z_]+): (.*)$/gm)].map(([, name, details = '']) => {
    const figures = [...details.replace(/<.*>|\{ account.*$/g, '').matchAll(/readonly (\w+):/g)];
    return [name, figures.map(([, figure]) => figure)];
  });
  const listed = [...guide.matchAll(/^\| `([A-Z_]+)` +\| ([^|]*)\|/gm)].map(([, name, figures = '']) => {
    return [name, [...figures.matchAll(/`(\w+)`/g)].map(([, figure]) => figure)];
  });
  expect(listed.length).toBeGreaterThan(30);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(codes));
});

it('the guide lists every verdict and every rule', () => {
  expect(rowsOf('Verdicts').filter((name) => name.length > 4)).toEqual(expect.arrayContaining([...VERDICTS]));
  expect(rowsOf('Policy')).toEqual(Object.keys(defaultAuditPolicy));
});

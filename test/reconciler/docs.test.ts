import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_SEVERITY } from 'reseller-sdk/reconciler';
import { expect, it } from 'vitest';

it('the guide lists every finding code with its severity', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/reconciliation.md'), 'utf8');
  const rows = [...guide.matchAll(/^\| `([A-Z_]+)`[ ±]*\| (\w+) /gm)].map(([, code, severity]) => [
    code,
    severity,
  ]);
  expect(Object.fromEntries(rows)).toEqual(FINDING_SEVERITY);
});

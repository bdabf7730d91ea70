import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Call, expectWords } from '../commands.ts';
import { playMonth } from './month.ts';
import { printReport } from './print-report.ts';

/** The month on a file that is thrown away; answers whether all checks hold. */
export async function runDemo({ words, json, print }: Call): Promise<boolean> {
  expectWords(words, []);
  const folder = mkdtempSync(join(tmpdir(), 'fleio-invoicing-'));
  try {
    const file = join(folder, 'billing.sqlite');
    const report = await playMonth({ file, print: json ? () => undefined : print });
    print(json ? JSON.stringify(report, null, 2) : printReport(report));
    return report.ok;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

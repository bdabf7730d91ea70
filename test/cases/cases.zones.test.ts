import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonFilesOf } from '../support/json-files.ts';
import { describeFailures } from '../support/report.ts';
import { runCaseFiles } from './runner.ts';

const files = jsonFilesOf([import.meta.dirname]);

describe('case files', { timeout: 60_000 }, () => {
  test.each(files.map((file) => [relative(import.meta.dirname, file), file]))('%s', async (_name, file) => {
    const outcomes = await runCaseFiles([file]);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(describeFailures(outcomes)).toEqual([]);
  });
});

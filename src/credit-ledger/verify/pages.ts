import type { Findings } from './report.ts';

export const PAGE = 500;

/**
 * All pages of a list, one after the other. A store that answers rows which do not stand behind the last page
 * is reported and not asked again, so that no store keeps the check from ending.
 */
export async function* pagesOf<Row>(
  what: string,
  findings: Findings,
  compare: (a: Row, b: Row) => number,
  load: (after: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let last: Row | undefined;
  for (;;) {
    const page = await load(last);
    yield page;
    for (const row of page) {
      if (last !== undefined && !(compare(last, row) < 0)) {
        findings.add('PAGE_UNORDERED', what, 'rows in order, each once', JSON.stringify(row));
        return;
      }
      last = row;
    }
    if (page.length < PAGE) return;
  }
}

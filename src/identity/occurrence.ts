import { type CanonicalValue, canonicalJson, sha256Hex } from '../core/canonical.ts';

/** A row with its identity inside one response, file or snapshot. */
export interface NumberedRow<Row> {
  readonly row: Row;
  /** SHA-256 of the canonical content, as 64 lower-case hex digits. */
  readonly fingerprint: string;
  /** 1 for the first row with this content, 2 for the second, in order of arrival. */
  readonly occurrence: number;
  /** `fingerprint#occurrence`; see {@link rowId}. */
  readonly id: string;
}

/** The id of the n-th row with equal content: `fingerprint#occurrence`. Source: X8. */
export function rowId(fingerprint: string, occurrence: number): string {
  return `${fingerprint}#${occurrence}`;
}

/**
 * Numbers the rows of one pull, so that equal rows stay apart: a vendor that lists the same licence twice
 * bills it twice. Every distinct content is hashed once. Source: X8.
 *
 * @param contentOf the fields that make up a row's identity, absent ones as `null`, decimals as canonical text
 * @example numberRows(rows, (row) => ['purchase/1', row.kind, row.date, row.item, row.credit, row.cost])
 * @throws InvalidInputError when the content holds a value without a canonical form
 */
export function numberRows<Row>(
  rows: Iterable<Row>,
  contentOf: (row: Row) => CanonicalValue,
): NumberedRow<Row>[] {
  const seen = new Map<string, { readonly fingerprint: string; count: number }>();
  const numbered: NumberedRow<Row>[] = [];
  for (const row of rows) {
    const content = canonicalJson(contentOf(row));
    let known = seen.get(content);
    if (known === undefined) {
      known = { fingerprint: sha256Hex(content), count: 0 };
      seen.set(content, known);
    }
    known.count += 1;
    const { fingerprint, count: occurrence } = known;
    numbered.push({ row, fingerprint, occurrence, id: rowId(fingerprint, occurrence) });
  }
  return numbered;
}

/**
 * Content hash of a snapshot: SHA-256 over its row ids, sorted, one per line. The order of the rows plays no
 * part, so two pulls with the same rows have the same hash. Source: X8.
 */
export function snapshotContentHash(rowIds: Iterable<string>): string {
  return sha256Hex([...rowIds].sort().join('\n'));
}

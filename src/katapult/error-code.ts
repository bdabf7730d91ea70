import type { ErrorKind } from './error-kind.ts';
import { CODES_BY_CLASS, type KnownKatapultErrorCode } from './generated/errors.ts';

/** Codes on the errors of this API: those that are known, and others that occur. */
export type KatapultErrorCode = KnownKatapultErrorCode | (string & {});

const CLASSES: Readonly<Record<ErrorKind, string>> = CODES_BY_CLASS;

let kinds: ReadonlyMap<string, ErrorKind> | undefined;

/** The error class of a known code. The table is built when the first refusal comes. */
export function errorKindOf(code: string): ErrorKind | undefined {
  kinds ??= new Map(
    Object.entries(CLASSES).flatMap(([kind, codes]) =>
      // The keys of the table are those of its type.
      codes.split(' ').map((known) => [known, kind as ErrorKind] as const),
    ),
  );
  return kinds.get(code);
}

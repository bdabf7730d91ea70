import type { Rows } from '../../invoice-policy/index.ts';

/** All rows of a list or a stream. */
export async function allOf<Row>(rows: Rows<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** How many try the same at once. */
const RIVALS = 24;
const CONNECTIONS = 4;

/** What each of many rivals gets who begin at once, spread over several connections. */
export async function rivals<Port, Result>(
  port: Port,
  connect: (() => Port | Promise<Port>) | undefined,
  work: (port: Port, number: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const ports =
    connect === undefined
      ? [port]
      : await Promise.all(Array.from({ length: CONNECTIONS }, async () => connect()));
  return Promise.all(
    Array.from({ length: RIVALS }, (_, number) => work(ports[number % ports.length] ?? port, number)),
  );
}

/** Identifiers that are told apart by case, by their last blank, or look like something else. */
export const AWKWARD_IDS: readonly string[] = [
  'a',
  'A',
  ' a',
  'a ',
  '1',
  '01',
  '__proto__',
  "o'neil; --",
  'ß',
  '中😀',
];

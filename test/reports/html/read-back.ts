/** Reads a report back from its markup, as a program of an owner would, without any part of the library. */

/** A cell: the exact figures in it, and what people read. */
export interface Cell {
  readonly exact: readonly string[];
  readonly text: string;
}

/** Cells by the title of their column; the first column is `head`. */
export type Row = Readonly<Record<string, Cell>>;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescaped(text: string): string {
  return text.replace(/&(\w+|#39);/g, (whole, name: string) => NAMED[name] ?? whole);
}

/** What people read. */
export function textOf(markup: string): string {
  const bare = markup.replace(/<(style|title)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ');
  return unescaped(bare).replace(/\s+/g, ' ').trim();
}

/** The values of the figures, in order. */
export function exactIn(markup: string): readonly string[] {
  return [...markup.matchAll(/<data class="[^"]*" value="([^"]*)">/g)].map(([, value = '']) => value);
}

function cellOf(markup: string): Cell {
  return {
    exact: exactIn(markup),
    text: textOf(markup.replaceAll('<span class="k">', '').replaceAll('</span>', '')),
  };
}

function rowOf(markup: string): Row {
  const cells = [...markup.matchAll(/<t([hd])\b([^>]*)>([\s\S]*?)<\/t\1>/g)];
  return Object.fromEntries(
    cells.map(([, kind, attributes = '', content = '']) => {
      const label = /data-label="([^"]*)"/.exec(attributes)?.[1] ?? '';
      return [kind === 'h' ? 'head' : unescaped(label), cellOf(content)];
    }),
  );
}

/** A table by its caption: its rows, and its rows of sums. */
export function tableOf(document: string, caption: string): { rows: readonly Row[]; sums: readonly Row[] } {
  const tables = document.split('<table role="table">').slice(1);
  const table = tables.find(
    (one) => textOf(/<caption>([\s\S]*?)<\/caption>/.exec(one)?.[1] ?? '') === caption,
  );
  if (table === undefined) throw new Error(`there is no table "${caption}"`);
  const part = (name: string): readonly Row[] => {
    const body = new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}>`).exec(table)?.[1] ?? '';
    return body.split('</tr>').slice(0, -1).map(rowOf);
  };
  return { rows: part('tbody'), sums: part('tfoot') };
}

/** The exact figures beside a name in a list of facts or figures. */
export function factOf(document: string, name: string): readonly string[] {
  const start = document.indexOf(`<dt>${name}</dt>`);
  if (start < 0) throw new Error(`there is no fact "${name}"`);
  return exactIn(document.slice(start, document.indexOf('</div>', start)));
}

/** The only exact figure of a cell. */
export function exact(row: Row | undefined, title: string): string {
  return row?.[title]?.exact[0] ?? '';
}

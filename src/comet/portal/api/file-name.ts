const EXTENDED = /filename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i;
const PLAIN = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i;

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The file name of a Content-Disposition header, without folders: a foreign path must not steer a save. */
export function fileNameOf(header: string | null): string | undefined {
  if (header === null) return undefined;
  const extended = EXTENDED.exec(header)?.[1];
  const plain = PLAIN.exec(header);
  const name =
    (extended === undefined ? undefined : decoded(extended)) ??
    plain?.[1]?.replace(/\\(.)/g, '$1') ??
    plain?.[2];
  const last = name?.split(/[/\\]/).at(-1)?.trim() ?? '';
  return ['', '.', '..'].includes(last) ? undefined : last;
}

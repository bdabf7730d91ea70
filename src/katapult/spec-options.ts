/** What stands between the beginning and the end of an option: attributes, `>`, text. */
const OPTION = /<Option\b([^<]*)<\/Option/gi;
const MAX_TAILS = 8;
const CDATA = '<![CDATA[';
const CDATA_END = ']]>';
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|quot|apos|amp));/gi;

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/**
 * The texts of the options of a build spec, which may be root passwords: as they stand in the document, and as they
 * are meant. For blotting them out, not for reading a spec.
 */
export function specOptions(xml: string): string[] {
  const texts = [...xml.matchAll(OPTION)].flatMap(([, whole = '']) => tailsOf(whole));
  return [...texts, ...texts.map(resolved), ...sectionsOf(xml)];
}

/** The texts of CDATA sections. A pattern would look for the end of each section that has none again and again. */
function sectionsOf(xml: string): string[] {
  const sections: string[] = [];
  for (let at = xml.indexOf(CDATA); at !== -1; at = xml.indexOf(CDATA, at)) {
    const start = at + CDATA.length;
    const end = xml.indexOf(CDATA_END, start);
    if (end === -1) return sections;
    sections.push(xml.slice(start, end));
    at = end;
  }
  return sections;
}

/** What follows each `>`: one ends the attributes, others may stand in an attribute or in the text. */
function tailsOf(whole: string): string[] {
  const pieces = whole.split('>', MAX_TAILS + 1).slice(0, -1);
  let from = 0;
  return pieces.map((piece) => {
    from += piece.length + 1;
    return whole.slice(from);
  });
}

function resolved(text: string): string {
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

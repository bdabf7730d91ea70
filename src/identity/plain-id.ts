const BLANK = 32;
const DELETE = 127;
const UPPER_A = 65;
const UPPER_Z = 90;

/** A device id trimmed and in lower case. Nearly all come in that form, and are handed back as they are. */
export function plainId(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= BLANK || code >= DELETE || (code >= UPPER_A && code <= UPPER_Z)) {
      return text.trim().toLowerCase();
    }
  }
  return text;
}

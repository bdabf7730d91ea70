import { chmodSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { ConfigError } from 'reseller-sdk';

/** Only for the owner, unless the file is there and says otherwise. */
const OWNER_ALONE = 0o600;
const PERMISSIONS = 0o777;

/** Where the text goes: a link stays, and what it leads to is written. */
function targetOf(file: string): { readonly path: string; readonly mode: number } {
  if (!existsSync(file)) return { path: file, mode: OWNER_ALONE };
  const path = realpathSync(file);
  const status = statSync(path);
  if (!status.isFile()) throw new TypeError('it is there, and is no file');
  return { path, mode: status.mode & PERMISSIONS };
}

/** Writes a file whole or not at all. @throws ConfigError that names it */
export function writeWhole(file: string, text: string): void {
  let draft: string | undefined;
  try {
    const { path, mode } = targetOf(file);
    draft = `${path}.${process.pid}.tmp`;
    writeFileSync(draft, `${text}\n`, { mode: OWNER_ALONE });
    chmodSync(draft, mode);
    renameSync(draft, path);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The file ${file} cannot be written: ${why}`, { cause: error });
  }
}

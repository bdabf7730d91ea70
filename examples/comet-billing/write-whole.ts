import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { ConfigError } from 'reseller-sdk';

/** Writes a file whole or not at all. @throws ConfigError that names it */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${text}\n`, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The file ${file} cannot be written: ${why}`, { cause: error });
  }
}

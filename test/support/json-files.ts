import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The JSON files named, and those below the folders named, in a stable order. */
export function jsonFilesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? globSync('**/*.json', { cwd: path })
          .sort()
          .map((file) => join(path, file))
      : [path],
  );
}

/** The content of a JSON file; an unreadable one is named in the error. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} is not readable JSON`, { cause });
  }
}

import { InvalidInputError } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';

const FOLDERS: readonly string[] = ['assets', 'views'];
const OVERRIDES = 'overrides/';

/**
 * The file to use for a path below `assets/` or `views/`: the same path below `overrides/` where that exists,
 * the path itself otherwise. A leading `/` is dropped.
 *
 * Source: contract katapult 10.14, D40.
 * @param exists whether a path exists, relative to the folder that holds all three
 * @throws InvalidInputError for another folder, `..`, `\` or a NUL
 */
export function resolveOverride(path: string, exists: (path: string) => boolean): string {
  const relative = path.replace(/^\/+/, '');
  const refusal = refusalOf(relative);
  if (refusal !== undefined) throw new InvalidInputError('path', [{ path: 'path', message: refusal }]);
  const override = OVERRIDES + relative;
  return exists(override) ? override : relative;
}

function refusalOf(relative: string): string | undefined {
  if (relative.includes('\\') || relative.includes('\0')) return 'must hold neither \\ nor NUL';
  const [folder = '', ...names] = relative.split('/');
  if (names.length === 0 || !FOLDERS.includes(folder))
    return `${JSON.stringify(quote(relative))} is neither below assets/ nor below views/`;
  return names.includes('..') ? 'must not hold ..' : undefined;
}

import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { fleioConfigSchema } from './config-schema.ts';
import type { FleioConfig } from './fleio-config.ts';

/**
 * Checks a configuration, such as one that was read from a file or a settings table, and fills in what is left out.
 *
 * @throws InvalidInputError `INVALID_CONFIG` with every issue; none of them quotes a value
 * @example
 * const config = parseFleioConfig({ token, baseUrl, defaultCurrency: 'EUR', timeZone: 'Europe/Bucharest' });
 */
export function parseFleioConfig(input: unknown): FleioConfig {
  const read = readConfig(input);
  if (!Array.isArray(read)) return read;
  throw new InvalidInputError('the Fleio configuration', read, 'INVALID_CONFIG');
}

/** The configuration, or what is wrong with it. */
export function readConfig(input: unknown): FleioConfig | Issue[] {
  const { success, data, error } = fleioConfigSchema().safeParse(input);
  if (success) return data;
  return error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}

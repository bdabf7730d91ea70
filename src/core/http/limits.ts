import { ConfigError } from '../errors/input.ts';

/**
 * Refuses limits among the options of a client that nothing can keep; `NaN` would mean "at once" or "for ever".
 *
 * @throws ConfigError with every option that is no positive number
 */
export function checkLimits(limits: Readonly<Record<string, number | undefined>>): void {
  const wrong = Object.entries(limits)
    .filter(([, limit]) => limit !== undefined && !(limit > 0))
    .map(([name, limit]) => `${name} is ${limit}`);
  if (wrong.length > 0) throw new ConfigError(`${wrong.join(', ')}: must be a positive number`);
}

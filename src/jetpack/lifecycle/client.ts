import { ConfigError } from '../../core/errors/input.ts';

/**
 * A call that fails for want of a client would look like one whose outcome is not known.
 *
 * @throws ConfigError
 */
export function demandClient(client: { readonly call?: unknown } | null | undefined, name: string): void {
  if (typeof client?.call === 'function') return;
  throw new ConfigError(`${name} must be a JetpackPartnerClient or a JetpackConnection`);
}

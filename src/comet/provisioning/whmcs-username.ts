import { LimitExceededError } from '../../core/errors/transport.ts';

/** What the WHMCS module of the vendor makes a user name from, under the names of WHMCS. */
export interface WhmcsUsernameParams {
  /** The custom field `Username`. */
  readonly customUsername?: string | undefined;
  readonly email?: string | undefined;
  readonly firstName?: string | undefined;
  readonly serviceId: string;
}

/** What the module does by chance and by asking the server. */
export interface WhmcsUsernameTools {
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Whether an account has the name. Default: none has. */
  readonly isTaken?: ((username: string) => boolean) | undefined;
}

const MIN_BYTES = 6;
const MAX_TRIES = 1000;
const PHP_BLANKS = /^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g;

/**
 * The user name that the vendor's WHMCS module would give. For tests of a migration only: it is random, may be illegal,
 * and changes names that customers chose. `deriveUsername` is for everything else.
 *
 * Source: contract 1.4.
 * @throws LimitExceededError after 1000 taken names, where the module goes on for ever
 */
export function whmcsUsername(params: WhmcsUsernameParams, tools: WhmcsUsernameTools): string {
  const { random, isTaken = () => false } = tools;
  const base = filled(firstName(params), random);
  for (let name = base, tries = 0; tries < MAX_TRIES; tries += 1) {
    if (!isTaken(name)) return name;
    name = `${base}_${between(1000, 9999, random)}`;
  }
  throw new LimitExceededError('The search for a free name', MAX_TRIES);
}

function firstName({
  customUsername = '',
  email = '',
  firstName: first = '',
  serviceId,
}: WhmcsUsernameParams): string {
  const names = [customUsername.replace(PHP_BLANKS, ''), email, asciiLowerCase(first + serviceId)];
  return names.find((name) => name !== '') ?? 'user';
}

/** At least six bytes: the first digits of a random number are added. */
function filled(name: string, random: () => number): string {
  const missing = MIN_BYTES - new TextEncoder().encode(name).length;
  return missing > 0 ? name + String(between(100_000, 999_999, random)).slice(0, missing) : name;
}

/** Lower case as PHP 8 has it. */
function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function between(first: number, last: number, random: () => number): number {
  return first + Math.floor(random() * (last - first + 1));
}

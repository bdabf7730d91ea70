/** What is odd about a service name. */
export type ServiceNameProblem = 'NO_ACCOUNT' | 'DEVICE_UNREADABLE' | 'COUNT_UNREADABLE';

/** The name of an active service, taken apart. */
export interface ServiceName {
  /** Comet username, as written; null when the name does not begin with `Account `. */
  readonly account: string | null;
  /** First six hex digits of the device hash, lower-case. */
  readonly devicePrefix: string | null;
  /** The booster as the vendor calls it, such as `Microsoft Hyper-V`. */
  readonly boosterLabel: string | null;
  /** Guests of a hypervisor that the name declares. */
  readonly guestCount: number | null;
  /** Protected accounts of Microsoft 365 that the name declares. */
  readonly protectedAccounts: number | null;
  /** Plan text that is glued on behind the word `Plan`. */
  readonly plan: string | null;
  /** What fits nothing, without the hyphens that held it. */
  readonly rest: string | null;
  /** What stands behind the device clause, else behind the account clause, else the whole name. Rule X2 searches it. */
  readonly tail: string;
  readonly problems: readonly ServiceNameProblem[];
}

const ACCOUNT = /^Account\s+(?=\S)/i;
const CLAUSE_END = /\s+-\s+/;
const DEVICE_WORD = /(?:^|\s)Device(?:\s+|$)/i;
const SIX_HEX = /^[0-9a-f]{6}/i;
const BOOSTER = /Booster\s*\(([^)]+)\)/i;
const GUESTS = /Guest\s+Count\s+(\d{1,3}(?:,\d{3})+|\d+)/i;
const PROTECTED = /Protected\s+Accounts\s+(\d{1,3}(?:,\d{3})+|\d+)/i;
const PLAN = /^Plan/i;
const EDGE = /^(?:\s|-(?=\s|$))*/;

/** Longest name that is taken apart; a longer one is kept whole in `rest`. */
const MAX_LENGTH = 4096;

const NOTHING_FOUND = {
  account: null,
  devicePrefix: null,
  boosterLabel: null,
  guestCount: null,
  protectedAccounts: null,
  plan: null,
  problems: ['NO_ACCOUNT'],
} as const;

/** A text from which recognised pieces are cut out. */
class Remainder {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Cuts the first match out and returns its first group. */
  take(pattern: RegExp): string | null {
    const match = pattern.exec(this.text);
    if (match === null) return null;
    this.text = `${this.text.slice(0, match.index)} ${this.text.slice(match.index + match[0].length)}`;
    return match[1] ?? null;
  }
}

/** Account and what follows it. */
function splitAccount(name: string): { account: string | null; behind: string } {
  const start = ACCOUNT.exec(name);
  if (start === null) return { account: null, behind: name };
  const body = name.slice(start[0].length);
  const end = CLAUSE_END.exec(body);
  if (end === null) return { account: body, behind: '' };
  return { account: body.slice(0, end.index), behind: body.slice(end.index) };
}

/** Device prefix and what stands before and behind its clause. Nothing makes the id longer than six digits. */
function splitDevice(text: string): {
  prefix: string | null;
  found: boolean;
  before: string;
  behind: string;
} {
  const word = DEVICE_WORD.exec(text);
  if (word === null) return { prefix: null, found: false, before: '', behind: text };
  const start = word.index + word[0].length;
  const prefix = SIX_HEX.exec(text.slice(start))?.[0].toLowerCase() ?? null;
  if (prefix === null) return { prefix, found: true, before: '', behind: text };
  return { prefix, found: true, before: text.slice(0, word.index), behind: text.slice(start + 6) };
}

function count(digits: string | null, problems: ServiceNameProblem[]): number | null {
  if (digits === null) return null;
  const value = Number(digits.replaceAll(',', ''));
  if (Number.isSafeInteger(value)) return value;
  problems.push('COUNT_UNREADABLE');
  return null;
}

function isBlank(char: string | undefined): boolean {
  return char === undefined || char.trim() === '';
}

/** The text without the hyphens at its ends that held recognised pieces together. */
function withoutEdgeHyphens(text: string): string {
  const start = EDGE.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && (isBlank(text[end - 1]) || (text[end - 1] === '-' && isBlank(text[end - 2]))))
    end -= 1;
  return text.slice(start, end);
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/**
 * Takes the name of an active service apart, such as
 * `Account acme - Device 4b7e1d - Booster (VMware) Guest Count 2PlanAdvanced Plan`.
 *
 * Words are matched case-blind. The account ends at the first hyphen between blanks, so `blue-heron.ca` stays
 * whole; the device is looked for only behind it and is exactly six hex digits, whatever is glued on. Never
 * throws.
 *
 * Source: rules X3 and AS1 to AS4.
 */
export function parseServiceName(text: string): ServiceName {
  const name = text.trim();
  if (name.length > MAX_LENGTH) return { ...NOTHING_FOUND, rest: name, tail: name };
  const problems: ServiceNameProblem[] = [];
  const { account, behind } = splitAccount(name);
  if (account === null) problems.push('NO_ACCOUNT');
  const device = account === null ? undefined : splitDevice(behind);
  if (device?.found && device.prefix === null) problems.push('DEVICE_UNREADABLE');
  const tail = device?.behind ?? behind;
  const remainder = new Remainder(`${device?.before ?? ''} ${tail}`);
  const boosterLabel = remainder.take(BOOSTER)?.trim() ?? null;
  const guestCount = count(remainder.take(GUESTS), problems);
  const protectedAccounts = count(remainder.take(PROTECTED), problems);
  const left = withoutEdgeHyphens(remainder.text);
  const isPlan = account !== null && PLAN.test(left);
  return {
    account,
    devicePrefix: device?.prefix ?? null,
    boosterLabel: boosterLabel === null ? null : orNull(boosterLabel),
    guestCount,
    protectedAccounts,
    plan: isPlan ? orNull(left.slice(4).trim()) : null,
    rest: isPlan ? null : orNull(left),
    tail: tail.trim(),
    problems,
  };
}

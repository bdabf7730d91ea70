/** Checks of parameters before anything is sent. */
import { type Check, type Findings, flag, miss, record } from '../core/check.ts';
import type { OperationFacts } from './operation.ts';
import { plain } from './plain.ts';
import { readSiteRef } from './site-identifier.ts';
import { readSite } from './site-url.ts';

const SLUG = /^[a-z0-9][a-z0-9_-]*$/;
const DIGITS = /^\d+$/;
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Surrogate}]/u;
const BROKEN = /\p{Surrogate}/u;
const EMAIL = /^[^@]+@[^@]+$/;
const MAX_PORT = 65_535;

/** Where a value stands, as checks are told. */
type Where = readonly [findings: Findings, holder: unknown, key: string | number];

/** A whole number of at least one that is exact. */
export const natural: Check = (value, findings, holder, key, mode = 0) =>
  (Number.isSafeInteger(value) && Number(value) >= 1) ||
  miss(value, findings, holder, key, mode, 'a whole number from 1');

/** A whole number that is not negative. */
export const count: Check = (value, findings, holder, key, mode = 0) =>
  (Number.isSafeInteger(value) && Number(value) >= 0) ||
  miss(value, findings, holder, key, mode, 'a whole number from 0');

/** A text of whole characters: another would go out as what it is not. */
const wellFormed = (text: string, ...[findings, holder, key]: Where): void => {
  if (BROKEN.test(text)) findings.add(holder, key, 'expected a text without halves of characters');
};

/** A text that is not blank. */
export const filled: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value !== 'string') miss(value, findings, holder, key, mode, 'a string');
  else if (value.trim() === '') findings.add(holder, key, 'expected a text that is not blank');
  else wellFormed(value, findings, holder, key);
};

/** A text without blanks and characters that nobody sees, as codes and keys are; `.` and `..` would climb a path. */
export const word: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value !== 'string') miss(value, findings, holder, key, mode, 'a string');
  else if (value === '' || UNSEEN.test(value) || value === '.' || value === '..') {
    findings.add(holder, key, 'expected a text without blanks and control characters that is not empty');
  }
};

/** A secret that is not empty, as a text or wrapped. */
export const secret: Check = (value, findings, holder, key, mode = 0) => {
  const text = plain(value);
  if (typeof text !== 'string') miss(value, findings, holder, key, mode, 'a string or a Secret');
  else if (text === '') findings.add(holder, key, 'expected a secret that is not empty');
  else wellFormed(text, findings, holder, key);
};

/** A slug of a plan or product, as it is sent (contract 4). */
export const slug: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value !== 'string') miss(value, findings, holder, key, mode, 'a string');
  else if (!SLUG.test(value)) {
    findings.add(holder, key, 'expected a slug of lower-case letters, digits, hyphens and underscores');
  }
};

/** An e-mail address, as far as that can be told. */
export const email: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value !== 'string') miss(value, findings, holder, key, mode, 'a string');
  else if (!EMAIL.test(value) || UNSEEN.test(value)) findings.add(holder, key, 'expected an e-mail address');
};

/** The port of a server. */
export const port: Check = (value, findings, holder, key, mode = 0) => {
  if (!Number.isSafeInteger(value)) miss(value, findings, holder, key, mode, 'a port');
  else if (Number(value) < 1 || Number(value) > MAX_PORT)
    findings.add(holder, key, 'expected a port from 1 to 65535');
};

/** A user by login, e-mail or numeric ID. */
export const localUser: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value === 'number') natural(value, findings, holder, key);
  else filled(value, findings, holder, key, mode);
};

/** An identifier that goes into a path: a number, or a word. */
export const pathId: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value === 'number') natural(value, findings, holder, key);
  else word(value, findings, holder, key, mode);
};

/** An identifier of digits. */
export const numericId: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value === 'string' && DIGITS.test(value.trim())) return;
  if (typeof value === 'string') findings.add(holder, key, 'expected digits');
  else natural(value, findings, holder, key, mode);
};

/** A site by address, identifier or blog ID. */
export const site: Check = (value, findings, holder, key) => {
  const reading = readSiteRef(value);
  if ('faults' in reading) for (const fault of reading.faults) findings.add(holder, key, fault);
};

/** The address of a site. */
export const siteUrl: Check = (value, findings, holder, key) => {
  const reading = readSite(value);
  if ('faults' in reading) for (const fault of reading.faults) findings.add(holder, key, fault);
};

/** The address of a site with its scheme. */
export const fullSiteUrl: Check = (value, findings, holder, key) => {
  const reading = readSite(value);
  if ('faults' in reading) for (const fault of reading.faults) findings.add(holder, key, fault);
  else if (reading.parts.scheme === '')
    findings.add(holder, key, 'expected an address with http:// or https://');
};

/** Members of parameters by their names. */
export type Fields = Readonly<Record<string, unknown>>;

/** Yes or no. */
export const yesNo: Check = (value, findings, holder, key) => {
  flag(value, findings, holder, key);
};

/** The check of an operation's parameters. Names that it does not know are refused: some look right, none is sent. */
export function inputCheck({ input, rules }: Pick<OperationFacts, 'input' | 'rules'>): Check {
  return (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    const names = Object.keys(input).map((name) => name.replace('?', ''));
    for (const name of Object.keys(value)) {
      if (!names.includes(name))
        findings.add(value, name, `not known; expected ${names.join(', ') || 'none'}`);
    }
    for (const [name, check] of Object.entries(input)) {
      const bare = name.replace('?', '');
      if (bare === name || value[bare] !== undefined) check(value[bare], findings, value, bare);
    }
    rules?.(value, findings);
  };
}

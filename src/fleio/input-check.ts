/** Checks of parameters before anything is sent. */
import { type AmountInput, readAmount } from '../core/amount.ts';
import { type Check, type Findings, type Lenience, miss, record } from '../core/check.ts';

/** What divides or ends a filter, or the parts of a single sign-on (contract 4.3, 7.3), and what nobody sees or has. */
const UNFIT = /[+:\s\p{Cc}\p{Cf}\p{Surrogate}]/u;
const CURRENCY = /^[A-Z]{3}$/;

/** A whole number that is exact, from 1. */
export const natural: Check = (value, findings, holder, key, mode = 0) =>
  (Number.isSafeInteger(value) && Number(value) >= 1) ||
  miss(value, findings, holder, key, mode, 'a whole number from 1');

/** A text that is not blank. */
export const filled: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value !== 'string') miss(value, findings, holder, key, mode, 'a string');
  else if (value.trim() === '') findings.add(holder, key, 'expected a text that is not blank');
};

/**
 * A word of a filter: a text without `+`, `:`, blanks and control characters, which would change what is asked; nor
 * their wide forms, which a server may take for them.
 */
export const word: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value !== 'string') miss(value, findings, holder, key, mode, 'a string');
  else if (value === '' || UNFIT.test(value) || UNFIT.test(value.normalize('NFKC'))) {
    findings.add(
      holder,
      key,
      'expected a text without +, :, blanks and control characters that is not empty',
    );
  }
};

/** An identifier: a word, or an integer that is exact. */
export const identifier: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return;
  if (typeof value === 'string') word(value, findings, holder, key);
  else miss(value, findings, holder, key, mode, 'a string or a whole number');
};

/** The identifier of the object that the path names; `.` and `..` would climb. */
export const ownId: Check = (value, findings, holder, key) => {
  identifier(value, findings, holder, key);
  if (value === '.' || value === '..') findings.add(holder, key, 'cannot be part of an address');
};

/** An ISO 4217 code. */
export const currency: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value !== 'string') miss(value, findings, holder, key, mode, 'a string');
  else if (!CURRENCY.test(value)) findings.add(holder, key, 'expected a currency code of three capitals');
};

/** An exact amount, of any sign. */
export const amount: Check = (value, findings, holder, key, mode = 0) =>
  amountAsSuch(value, findings, holder, key, mode) !== undefined;

/** An exact amount of zero or more. */
export const notNegative: Check = (value, findings, holder, key) => {
  const units = amountAsSuch(value, findings, holder, key, 0);
  if (units !== undefined && units < 0n) findings.add(holder, key, 'expected zero or more');
};

/** An exact amount above zero. */
export const positive: Check = (value, findings, holder, key) => {
  const units = amountAsSuch(value, findings, holder, key, 0);
  if (units !== undefined && units <= 0n) findings.add(holder, key, 'expected more than zero');
};

/** The amount in its smallest units, which have its sign; undefined for what is none. */
function amountAsSuch(
  value: unknown,
  findings: Findings,
  holder: unknown,
  key: string | number,
  mode: Lenience,
): bigint | undefined {
  if (value === undefined || value === null) {
    miss(value, findings, holder, key, mode, 'an amount');
    return undefined;
  }
  // Whatever the type, `readAmount` judges it.
  const read = readAmount(value as AmountInput, '');
  if ('units' in read) return read.units;
  findings.add(holder, key, read.message);
  return undefined;
}

/** Members that go into a path, a query or a list of known fields, where one that is not known would be lost. */
export function onlyThese(value: object, known: readonly string[], findings: Findings): void {
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) findings.add(value, name, `not known; expected ${known.join(', ') || 'none'}`);
  }
}

/** Texts of at most so many characters, where they are there. */
export function texts(
  value: Readonly<Record<string, unknown>>,
  lengths: Readonly<Record<string, number>>,
  findings: Findings,
): void {
  for (const [name, longest] of Object.entries(lengths)) {
    const text = value[name];
    if (typeof text !== 'string') miss(text, findings, value, name, 2, 'a string');
    else if ([...text].length > longest) {
      findings.add(value, name, `${[...text].length} characters, where at most ${longest} fit`);
    }
  }
}

/** Parameters of which there are none. */
export const nothing: Check = (value, findings, holder, key) => {
  if (record(value, findings, holder, key)) onlyThese(value, [], findings);
};

/** The identifier of the object that the operation is about, and nothing else. */
export const byId: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  onlyThese(value, ['id'], findings);
  ownId(value.id, findings, value, 'id');
};

/** Which page, and nothing else than these members. */
export function pageInput(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  findings: Findings,
): void {
  onlyThese(value, ['page', 'page_size', ...known], findings);
  natural(value.page, findings, value, 'page', 2);
  natural(value.page_size, findings, value, 'page_size', 2);
}

/** A list of clients or users: all, or that of one external id, which must not be lost on the way here. */
export const listByExternalId: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  pageInput(value, ['external_billing_id'], findings);
  if (!Object.hasOwn(value, 'external_billing_id')) return;
  word(value.external_billing_id, findings, value, 'external_billing_id');
};

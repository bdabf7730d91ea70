import { existsSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { ConfigError, InvalidInputError, systemClock } from 'reseller-sdk';
import { type CreditDirection, type ParkedVerdict, settleParkedCredit } from 'reseller-sdk/fleio/credit';
import { putCustomers, readCustomers } from './customers.ts';
import { databaseFile, type Environment, officeOptions } from './environment.ts';
import { openOffice } from './office.ts';
import { Payments } from './payments.ts';
import { openDatabase } from './storage/database.ts';
import { billingStores } from './storage/stores.ts';
import { tick } from './tick.ts';
import { printTick, summaryOf } from './tick-summary.ts';

/** What a command is told, and where it writes: data to one place, the log to another. */
export interface Call {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly environment: Environment;
  readonly print: (text: string) => void;
  readonly log: (text: string) => void;
}

/** A command; it answers whether all is well. */
export type Command = (call: Call) => Promise<boolean>;

/** The commands on a file of one's own. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['import', importCustomers],
  ['tick', runTick],
  ['paid', (call) => onFile(call, noteEvent('paid'))],
  ['refunded', (call) => onFile(call, noteEvent('refunded'))],
  ['parked', (call) => onFile(call, listParked)],
  ['settle', (call) => onFile(call, settleParked)],
]);

/** Everything but a tick works on the file alone, and needs no Fleio. */
async function onFile(
  call: Call,
  work: (database: DatabaseSync, call: Call) => void | Promise<void>,
): Promise<boolean> {
  const database = openKnown(call.environment);
  try {
    await work(database, call);
    return true;
  } finally {
    database.close();
  }
}

/** Only an import makes the file: a name with a slip must not become a billing system without customers. */
function openKnown(environment: Environment): DatabaseSync {
  const file = databaseFile(environment);
  if (existsSync(file)) return openDatabase(file);
  throw new ConfigError(`There is no database ${file}; the first import makes it`);
}

async function runTick({ words, json, environment, print, log }: Call): Promise<boolean> {
  expectWords(words, []);
  const options = officeOptions(environment);
  const database = openKnown(environment);
  try {
    const summary = summaryOf(await tick(openOffice({ ...options, database, clock: systemClock })));
    print(json ? JSON.stringify(summary, null, 2) : printTick(summary));
    for (const problem of summary.problems) log(problem);
    return summary.ok;
  } finally {
    database.close();
  }
}

async function importCustomers({ words, environment, print }: Call): Promise<boolean> {
  const [file = ''] = expectWords(words, ['FILE']);
  const customers = readCustomers(readFileSync(file, 'utf8'));
  const database = openDatabase(databaseFile(environment));
  try {
    putCustomers(database, customers);
  } finally {
    database.close();
  }
  print(
    `${customers.clients.length} clients and ${Object.keys(customers.rates).length} rates are taken over`,
  );
  return true;
}

/** What the billing system is told of an invoice. */
function noteEvent(event: 'paid' | 'refunded') {
  return (database: DatabaseSync, { words, print }: Call): void => {
    const [invoice = ''] = expectWords(words, ['INVOICE']);
    const { invoices, outbox } = billingStores(database, systemClock, 0);
    const isNews = new Payments(database, invoices, outbox)[event](invoice);
    print(`invoice ${invoice} was ${event}${isNews ? '' : ', which was known'}`);
  };
}

async function listParked(database: DatabaseSync, { words, json, print }: Call): Promise<void> {
  expectWords(words, []);
  const open = billingStores(database, systemClock, 0).outbox.listOpen();
  const parked = open.filter(({ state }) => state === 'parked');
  if (json) print(JSON.stringify(parked, null, 2));
  else if (parked.length === 0) print('nothing is parked');
  for (const { invoiceId, serviceId, direction, amount, currency, failure } of json ? [] : parked) {
    print(
      `${invoiceId} ${serviceId} ${direction}  ${amount} ${currency}  ${failure?.code}: ${failure?.message}`,
    );
  }
}

async function settleParked(database: DatabaseSync, { words, print }: Call): Promise<void> {
  const names = ['INVOICE', 'SERVICE', 'add|withdraw', 'done|send-again'];
  const [invoiceId = '', serviceId = '', way = '', verdict = ''] = expectWords(words, names);
  const key = { invoiceId, serviceId, direction: oneOf<CreditDirection>(way, ['add', 'withdraw']) };
  const { outbox } = billingStores(database, systemClock, 0);
  const { state } = await settleParkedCredit(
    outbox,
    key,
    oneOf<ParkedVerdict>(verdict, ['done', 'send-again']),
  );
  print(`the credit of invoice ${invoiceId} is ${state}`);
}

/** @throws InvalidInputError for too few words, or too many */
export function expectWords(words: readonly string[], names: readonly string[]): readonly string[] {
  if (words.length === names.length) return words;
  throw refusal(`expected ${names.length === 0 ? 'nothing more' : names.join(' ')}`);
}

function oneOf<Word extends string>(word: string, words: readonly Word[]): Word {
  const known = words.find((candidate) => candidate === word);
  if (known === undefined) throw refusal(`${word} is none of ${words.join(', ')}`);
  return known;
}

function refusal(message: string): InvalidInputError {
  return new InvalidInputError('command line', [{ path: '', message }]);
}

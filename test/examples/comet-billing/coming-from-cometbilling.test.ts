/** The names that `docs/coming-from-cometbilling.md` leads its readers to. */
import { globSync, readFileSync } from 'node:fs';
import { cometCategories } from 'reseller-sdk/comet/usage';
import { CreditLedger } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { FLAGS } from '../../../examples/comet-billing/commands/flags.ts';
import { commandNamed } from '../../../examples/comet-billing/commands/registry.ts';

const page = readFileSync('docs/coming-from-cometbilling.md', 'utf8').replace(/```[\s\S]*?```/g, '');
const rows = page.split('\n').filter((line) => /^\| (?!-|CometBilling +\|)/.test(line));

/** The right side of each row: what is here. */
const here = rows.map((row) => row.replaceAll('\\|', ' ').split('|')[2] ?? '');
const spans = [
  ...new Set(here.flatMap((cell) => [...cell.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span))),
];
const commands = spans.filter((span) => span.startsWith('comet-billing '));
const names = spans.filter((span) => /^[A-Za-z]\w*(\.\w+)*$/.test(span));

const exported = new Set(
  globSync(
    'test/exports/{comet*,reconciler*,billing-audit*,credit-ledger,identity,reports*,testing,index}.txt',
  ).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:value|type) (\S+)$/gm)].map(([, name]) => name),
  ),
);
const sources = globSync('src/{core,identity,comet/portal,comet/usage,reconciler,credit-ledger}/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join();
const categories = new Set<string>(cometCategories.map(({ id }) => id));

/** Words of other languages than ours. */
const WORDS = ['fetch'];

/** Whether a reader who searches for the name finds it: an export, a method, a category, a member, or a code. */
function isKnown(name: string): boolean {
  const [holder = '', member] = name.split('.');
  if (member !== undefined) return holder === 'CreditLedger' && member in CreditLedger.prototype;
  if (exported.has(name) || categories.has(name)) return true;
  return sources.includes(`'${name}'`) || new RegExp(`readonly ${name}\\??:`).test(sources);
}

/** Whether a command is there, and takes the words and flags that stand behind it. */
function runs(span: string): boolean {
  const [, name, ...rest] = span.split(' ');
  const command = commandNamed(name);
  if (command === undefined) return false;
  const flags: readonly string[] = command.flags;
  return rest.every((word) =>
    word.startsWith('--') ? flags.includes(word.slice(2)) : (command.words ?? []).includes(word),
  );
}

describe('the page for those who come from CometBilling', () => {
  it('names nothing that is not there', () => {
    expect(names.length).toBeGreaterThan(80);
    expect(names.filter((name) => !WORDS.includes(name) && !isKnown(name))).toEqual([]);
  });

  it('names no command and no flag that is not there', () => {
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter((command) => !runs(command))).toEqual([]);
    const flags = spans.flatMap((span) => [...span.matchAll(/--([a-z-]+)/g)].map(([, flag = '']) => flag));
    expect(flags.filter((flag) => !Object.hasOwn(FLAGS, flag))).toEqual([]);
  });

  it('leaves no feature without a name, a command or a reason', () => {
    expect(rows.length).toBeGreaterThanOrEqual(80);
    expect(here.filter((cell) => !/`|not here|built in|Node 22|0 ok|by you/.test(cell))).toEqual([]);
  });

  it('notices what is not there', () => {
    expect(['CreditLedger.create', 'reconcileAll', 'NO_SUCH_CODE', 'devices_x'].filter(isKnown)).toEqual([]);
    expect(
      ['comet-billing audits', 'comet-billing audit --save', 'comet-billing jobs FILE'].filter(runs),
    ).toEqual([]);
  });
});

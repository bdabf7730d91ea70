/** The names that `docs/coming-from-whmcs-fleio.md` leads its readers to. */
import { globSync, readFileSync } from 'node:fs';
import { FleioClient } from 'reseller-sdk/fleio';
import { FleioAccounts } from 'reseller-sdk/fleio/accounts';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/coming-from-whmcs-fleio.md', 'utf8').replace(/```[\s\S]*?```/g, '');
const spans = [...new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span))];
const names = spans.filter((span) => /^[A-Za-z]\w*(\.\w+)*$/.test(span));

const exported = new Set(
  globSync('test/exports/{fleio*,invoice-policy,testing,index}.txt').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:value|type) (\S+)$/gm)].map(([, name]) => name),
  ),
);
const sources = globSync('src/{fleio,invoice-policy}/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join();

/** Words of other languages than ours: values, kinds of lines. */
const WORDS = ['null', 'service', '1e3'];

/** Whether a reader who searches for the name finds it: an export, a method, a member, or a code. */
function isKnown(name: string): boolean {
  const [holder = '', member] = name.split('.');
  if (member !== undefined) {
    if (holder === 'FleioAccounts') return member in FleioAccounts.prototype;
    const fleio = new FleioClient({ token: 'token', baseUrl: 'https://cloud.example.com/staffapi' });
    const group: unknown = Reflect.get(fleio, holder);
    return group instanceof Object && member in group;
  }
  if (exported.has(name)) return true;
  if (/^[A-Z][A-Z_]+$/.test(name)) return sources.includes(`'${name}'`);
  return new RegExp(`readonly ${name}\\??:`).test(sources);
}

describe('the page for those who come from the WHMCS module', () => {
  it('names nothing that is not there', () => {
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !WORDS.includes(name) && !isKnown(name))).toEqual([]);
  });

  it('notices a name that is not there', () => {
    const missing = [
      'FleioAccounts.create',
      'clients.remove',
      'runInvoices',
      'NO_SUCH_CODE',
      'dueWithinDays',
    ];
    expect(missing.filter(isKnown)).toEqual([]);
  });
});

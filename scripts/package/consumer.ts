import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Door } from '../doors.ts';

/** The credit pack of the README: what an installed package must be able to do in either module system. */
const PROGRAM = `
  const ledger = new CreditLedger({ repository: new InMemoryCreditLedgerRepository() });
  await ledger.openAccount({ id: 'a', currency: 'USD' });
  await ledger.recordPurchase('a', { id: 'p1', at: '2026-01-15', cash: '10000', bonus: '1000' });
  await ledger.allocateUsage('a', { id: 'u1', at: '2026-01-16', amount: '100.50' });
  const { total } = await ledger.balance('a');
  if (total !== '10899.5') throw new Error('unexpected balance ' + total);
  const answer = async () => Response.json(['acme']);
  const comet = new CometAdminClient({ baseUrl: 'https://backup.example.com', auth: { type: 'password', username: 'a', password: 'b' }, fetch: answer });
  const users = await comet.users.list();
  if (users[0] !== 'acme') throw new Error('unexpected users');
  const wrong = async () => Response.json({ Status: 403, Message: 'Unauthorised' });
  const refused = new CometAdminClient({ baseUrl: 'https://backup.example.com', auth: { type: 'password', username: 'a', password: 'b' }, fetch: wrong });
  const error = await refused.users.list().catch((thrown) => thrown);
  if (!(error instanceof PermissionError)) throw new Error('unexpected error ' + error);
`;

const USED = [
  ['CreditLedger, InMemoryCreditLedgerRepository', 'reseller-sdk/credit-ledger'],
  ['CometAdminClient', 'reseller-sdk/comet/admin'],
  ['PermissionError', 'reseller-sdk'],
] as const;

function nameOf({ path }: Door): string {
  return path === '' ? 'reseller-sdk' : `reseller-sdk/${path}`;
}

/** Writes a small project that uses every door in ESM, CommonJS and TypeScript. */
export function writeConsumer(folder: string, doors: readonly Door[]): void {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const names = JSON.stringify(doors.map(nameOf));
  const imports = USED.map(([what, from]) => `import { ${what} } from '${from}';`).join('\n');
  const requires = USED.map(([what, from]) => `const { ${what} } = require('${from}');`).join('\n');
  const done = "console.log(process.version, 'ok');";
  write('package.json', JSON.stringify({ name: 'consumer', private: true }));
  write('program.mjs', `${imports}\nfor (const name of ${names}) await import(name);\n${PROGRAM}\n${done}`);
  write(
    'program.cjs',
    `${requires}\nfor (const name of ${names}) require(name);\n(async () => {${PROGRAM}\n${done}})();`,
  );
  write(
    'typed.mts',
    `${doors.map((door, i) => `import * as d${i} from '${nameOf(door)}';`).join('\n')}\nexport const all = [${doors.map((_, i) => `d${i}`).join(', ')}];`,
  );
  write(
    'typed.cts',
    `${doors.map((door, i) => `import d${i} = require('${nameOf(door)}');`).join('\n')}\nexport const all = [${doors.map((_, i) => `d${i}`).join(', ')}];`,
  );
  for (const [name, module, files] of [
    ['nodenext', 'nodenext', ['typed.mts', 'typed.cts']],
    ['bundler', 'esnext', ['typed.mts']],
  ] as const) {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      module,
      moduleResolution: name,
      types: ['node'],
      exactOptionalPropertyTypes: true,
    };
    write(`tsconfig.${name}.json`, JSON.stringify({ compilerOptions, files }));
  }
}

/** One way to read a list of so many accounts, in a process that does nothing else. Prints time and peak. */
import { CometAdminClient } from '../../../src/comet/admin/index.ts';
import { billingFields, collectServerUsage } from '../../../src/comet/usage/index.ts';
import { syntheticBody } from './synthetic.ts';

const [way = '', count = ''] = process.argv.slice(2);

const answer = async () => new Response(syntheticBody(Number(count)));

const client = () =>
  new CometAdminClient({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', username: 'admin', password: 'password' },
    fetch: answer,
  });

async function length(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _item of items) count += 1;
  return count;
}

const ways: Readonly<Record<string, () => Promise<number>>> = {
  nothing: async () => 0,
  parse: async () => Object.keys(JSON.parse(await (await answer()).text())).length,
  zod: async () => {
    const { typeSchema } = await import('../../../test/comet/admin/catalogue-oracle.ts');
    const { record, string } = await import('zod');
    const schema = record(string(), typeSchema('UserProfileConfig'));
    return Object.keys(schema.parse(JSON.parse(await (await answer()).text()))).length;
  },
  check: async () => Object.keys(await client().users.listFull({})).length,
  iterate: () => length(client().users.iterateFull()),
  'iterate-fields': () => length(client().users.iterateFull({ fields: billingFields })),
  collect: async () => {
    const { totals } = await collectServerUsage([{ serverKey: 'one', client: client() }]);
    return totals.users;
  },
};

const started = performance.now();
const read = await ways[way]?.();
if (read !== Number(count)) throw new Error(`${way} read ${read} of ${count} accounts`);
const ms = performance.now() - started;
console.log(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1000 }));

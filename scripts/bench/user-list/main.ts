/** One way to read a list of users that a file holds, in a process that does nothing else. Prints time and peak. */
import { openAsBlob } from 'node:fs';
import { CometAdminClient } from '../../../src/comet/admin/index.ts';
import { collectServerUsage } from '../../../src/comet/usage/index.ts';

const [way = '', file = ''] = process.argv.slice(2);

/** The file as a server would send it: in chunks, of no announced length. */
const answer = async () => new Response((await openAsBlob(file)).stream());

const client = () =>
  new CometAdminClient({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', username: 'admin', password: 'password' },
    fetch: answer,
  });

const ways: Readonly<Record<string, () => Promise<number>>> = {
  nothing: async () => 1,
  parse: async () => Object.keys(JSON.parse(await (await answer()).text())).length,
  check: async () => Object.keys(await client().users.listFull({})).length,
  collect: async () => {
    const { servers } = await collectServerUsage([{ serverKey: 'one', client: client() }]);
    return servers.every(({ status }) => status === 'ok') ? servers.length : 0;
  },
};

const started = performance.now();
const size = await ways[way]?.();
if (!size) throw new Error(`${way} read nothing`);
const ms = performance.now() - started;
console.log(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1000 }));

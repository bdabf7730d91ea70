import ky from 'ky';
import { type Call, Transport } from '../../../src/core/http/transport.ts';
import { parseBaseUrl } from '../../../src/core/http/url.ts';
import type { Family } from '../family.ts';
import { agree, medians } from '../rounds.ts';

const ORIGIN = 'https://api.example.com/';
const PATH = 'api/v1/admin/meta/version';
const BODY = JSON.stringify({ Status: 200, Message: 'OK', Version: '25.9.6' });
const HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

const request = () => ({
  method: 'POST',
  path: PATH,
  headers: HEADERS,
  body: 'Username=a&AuthType=Password',
});

/** Answers in the process: what is left is the cost of the layers above. */
const fetch = async (_input: unknown, _init?: RequestInit): Promise<Response> =>
  new Response(BODY, { headers: { 'content-type': 'application/json' } });

const call: Call<unknown> = {
  operation: 'AdminMetaVersion',
  safety: 'read',
  timeoutMs: 60_000,
  request,
  read: async (answer) => JSON.parse(await answer.text()),
};

async function run() {
  const bareKy = ky.create({ retry: 0, timeout: false, throwHttpErrors: false, redirect: 'manual' });
  const plain = new Transport({ vendor: 'acme', baseUrl: parseBaseUrl(ORIGIN), fetch });
  let events = 0;
  const onEvent = () => {
    events += 1;
  };
  const watched = new Transport({ vendor: 'acme', baseUrl: parseBaseUrl(ORIGIN), fetch, onEvent });
  const candidates = {
    raw: async () => {
      const { path, ...init } = request();
      return JSON.parse(await (await fetch(ORIGIN + path, { ...init, redirect: 'manual' })).text());
    },
    ky: async () => {
      const { path, ...init } = request();
      return JSON.parse(await (await bareKy(ORIGIN + path, { ...init, fetch })).text());
    },
    ours: () => plain.send(call),
    watched: () => watched.send(call),
  };
  agree('R10', ...(await Promise.all(Object.values(candidates).map((candidate) => candidate()))));
  const us = await medians(candidates, { rounds: 60, calls: 200 });
  if (events === 0) throw new Error('R10: nothing was watched');
  return [
    { name: 'raw fetch', value: us.raw, unit: 'us' },
    { name: 'ky over raw', value: us.ky - us.raw, unit: 'us' },
    { name: 'a call over raw', value: us.ours - us.raw, unit: 'us' },
    { name: 'a call over ky', value: us.ours - us.ky, unit: 'us' },
    { name: 'a watched call over raw', value: us.watched - us.raw, unit: 'us' },
    // +32 us where raw fetch takes 8.5 us; the ratio travels between machines.
    { name: 'a call / raw', value: us.ours / us.raw, unit: 'x', target: { atMost: 4.8 } },
    { name: 'a call / ky', value: us.ours / us.ky, unit: 'x' },
  ] as const;
}

export const callFamily: Family = { title: 'R10 a call, above raw fetch', run };

/** Secrets of a whole life over the wire, and everything in which they must not be found. */
import { inspect } from 'node:util';
import { Secret, SecretBox } from 'reseller-sdk';
import { ActionTokens, InMemoryActionTokenStore } from 'reseller-sdk/action-tokens';
import { KatapultClient, KatapultConnection } from 'reseller-sdk/katapult';
import { renderBuildSpec } from 'reseller-sdk/katapult/build-spec';
import { InMemoryManagedOrganizationStore, ManagedOrganizations } from 'reseller-sdk/katapult/organizations';
import { deliverEvents, type VmOrder, type VmProvisioner } from 'reseller-sdk/katapult/vm';
import { DEFAULT_KATAPULT_TOKEN, type Fault } from 'reseller-sdk/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SERVICE, Stage } from './stage.ts';

const OPTION = 'canary-option "<&>" value';
const KEY = new TextEncoder().encode('canary-sealing-key-of-32-bytes!!');
const CONSOLE = 'https://console.example.com/canary-session?key=1';
const actor = 'client 7';

const secretBox = new SecretBox({ keys: [{ id: 'k1', key: KEY }] });
const secretOptions = [
  { key: 'password', value: OPTION },
  { key: 'other', value: new Secret(OPTION) },
];

/** A secret in the forms in which it might be written. */
function forms(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const binary = String.fromCharCode(...bytes);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    xml,
    xml.replaceAll('"', '&quot;'),
    btoa(binary).replace(/=+$/, ''),
    hex.join(''),
    hex.join(' '),
    [...bytes].join(','),
    [...bytes].join(', '),
  ];
}

/** Everything that somebody who logs a value in any way gets to see. */
function written(value: unknown): string {
  const seen: unknown[] = [value];
  for (let error = value; error instanceof Error; error = error.cause) {
    seen.push(error.message, error.stack, { ...error });
  }
  return seen
    .flatMap((one) => [
      inspect(one, {
        depth: Number.POSITIVE_INFINITY,
        showHidden: true,
        getters: true,
        maxArrayLength: null,
      }),
      JSON.stringify(one, (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member)),
      String(one),
    ])
    .join('\n');
}

/** What is printed while a test runs. */
function eavesdrop(): string[] {
  const printed: string[] = [];
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const) {
    vi.spyOn(console, name).mockImplementation((...values: unknown[]) => {
      printed.push(written(values));
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation((chunk, ...rest: unknown[]) => {
      printed.push(String(chunk));
      return Reflect.apply(write, stream, [chunk, ...rest]);
    });
  }
  return printed;
}

afterEach(() => {
  vi.restoreAllMocks();
});

function specOrder(stage: Stage): VmOrder {
  const spec = {
    dataCenter: { permalink: 'xe-one' },
    resources: { package: { permalink: 'small-1' } },
    diskTemplate: { template: { permalink: 'templates/debian-12' } },
  };
  return { ...stage.order, request: { kind: 'spec', spec } };
}

/** The whole life of a machine; whatever it gives back or throws is said. */
async function live(stage: Stage, order: VmOrder, whenBuilt: () => void = () => undefined): Promise<void> {
  const passwords = new Set<string>();
  const say = async (work: (provisioner: VmProvisioner) => Promise<unknown>): Promise<void> => {
    const provisioner = stage.open({ secretBox, renderSpec: renderBuildSpec });
    stage.said.push(await work(provisioner).catch((error: unknown) => error));
    for (const { initial_root_password: password } of stage.fake.state.virtualMachines.values()) {
      if (password !== null) passwords.add(password);
    }
    stage.said.push(provisioner, await stage.record());
  };
  const wait = async (ticks: number) => {
    for (let tick = 0; tick < ticks; tick += 1) {
      await stage.advance(20);
      await say((provisioner) => provisioner.tickDue());
    }
  };
  await say((provisioner) => provisioner.request(SERVICE, { ...order, secretOptions }));
  await wait(4);
  whenBuilt();
  await say((provisioner) => provisioner.view(SERVICE));
  await say((provisioner) => provisioner.revealRootPassword(SERVICE));
  await say((provisioner) => provisioner.openConsole(SERVICE, { actor }));
  await say((provisioner) => provisioner.reset(SERVICE, { actor, wait: { timeoutMs: 20_000 } }));
  await say((provisioner) =>
    provisioner.changePackage(SERVICE, { actor, package: { permalink: 'medium-2' }, wait: true }),
  );
  await say((provisioner) => provisioner.terminate(SERVICE));
  await wait(3);
  await say((provisioner) => provisioner.restore(SERVICE));
  await wait(3);
  await say((provisioner) => provisioner.terminate(SERVICE, { mode: 'purge' }));
  await wait(8);
  stage.said.push(await stage.store.pending(0, 1000), stage.saved, stage.store);
  const refuse = () => Promise.reject(new Error('the mailer is down'));
  stage.said.push(await deliverEvents({ outbox: stage.store, consumers: [refuse] }));
  expectSecret(stage, passwords);
}

function expectSecret(stage: Stage, passwords: ReadonlySet<string>): void {
  const haystack = stage.said.map(written).join('\n');
  const secrets = [...passwords, OPTION, DEFAULT_KATAPULT_TOKEN, new TextDecoder().decode(KEY), CONSOLE];
  for (const secret of secrets) {
    for (const form of forms(secret)) expect(haystack.includes(form), `${form} is nowhere`).toBe(false);
  }
  expect(haystack).not.toContain('canary');
}

describe('no secret is written anywhere', () => {
  it.each([
    ['a package', (stage: Stage) => stage.order],
    ['a spec', specOrder],
  ])('in the life of %s', async (_name, orderOf) => {
    const printed = eavesdrop();
    const stage = new Stage();
    const alter = (text: string) => text.replace(/"url":"[^"]*"/, `"url":"${CONSOLE}"`);
    const times = Number.POSITIVE_INFINITY;
    stage.fake.inject({
      on: 'virtualMachines.createConsoleSession',
      times,
      fault: { kind: 'altered', alter },
    });
    await live(stage, orderOf(stage));
    expect(stage.saved.flatMap(({ events }) => events.map(({ type }) => type))).toEqual(
      expect.arrayContaining(['vm.built', 'vm.action', 'vm.restored', 'vm.gone']),
    );
    stage.said.push(printed);
    expectSecret(stage, new Set());
  });

  const echo = (text: string) =>
    JSON.stringify({
      error: { code: 'validation_error', description: text, detail: { errors: [text, OPTION] } },
    });
  const refusals: readonly Fault[] = [
    { kind: 'status', status: 422, body: echo(OPTION) },
    { kind: 'status', status: 500, body: echo(`${DEFAULT_KATAPULT_TOKEN} ${OPTION}`) },
    { kind: 'status', status: 400, body: `not JSON: ${OPTION} ${DEFAULT_KATAPULT_TOKEN}` },
    { kind: 'status', status: 422, body: JSON.stringify({ error: { code: OPTION } }) },
  ];
  it.each(refusals)('by a refusal that quotes what was sent (%j)', async (fault) => {
    for (const orderOf of [(stage: Stage) => stage.order, specOrder]) {
      const stage = new Stage();
      stage.fake.inject({ on: ({ method }) => method === 'POST', fault });
      await live(stage, orderOf(stage));
    }
  });

  const spoil: readonly (readonly [string, (text: string) => string])[] = [
    ['without its id', (text) => text.replace(/"id":"(vm|cs|task)_/, '"key":"$1_')],
    ['cut off', (text) => text.slice(0, -2)],
    ['cut off at its head', (text) => text.slice(text.indexOf(':'))],
    ['behind a guard', (text) => `)]}',\n${text.slice(0, -1)}`],
    ['behind a byte order mark, twice', (text) => `\uFEFF\uFEFF${text}`],
    ['as a text', (text) => JSON.stringify(text)],
    ['as a list', (text) => `[${text}]`],
    ['with addresses of no kind', (text) => text.replace(/"ip_addresses":\[/, '"ip_addresses":[5,')],
    ['without addresses', (text) => text.replace(/"ip_addresses":\[[^\]]*\]/, '"ip_addresses":null')],
    ['as an HTML page', (text) => `<html><script>var answer = ${text}</script></html>`],
  ];
  it.each(spoil)('by an answer %s', async (_name, alter) => {
    const stage = new Stage();
    const fault: Fault = {
      kind: 'altered',
      alter: (text) => alter(text.replace(/"url":"[^"]*"/, `"url":"${CONSOLE}"`)),
    };
    const spoilAll = (...operations: string[]) => {
      for (const on of operations) stage.fake.inject({ on, times: 20, fault });
    };
    stage.fake.inject({ on: 'virtualMachines.get', skip: 1, times: 2, fault });
    await live(stage, stage.order, () =>
      spoilAll('virtualMachines.get', 'virtualMachines.createConsoleSession', 'virtualMachines.remove'),
    );
  });

  it('by the public objects themselves', async () => {
    const stage = new Stage();
    const options = { token: DEFAULT_KATAPULT_TOKEN, fetch: stage.fake.fetch };
    const katapult = new KatapultConnection(options);
    const store = new InMemoryManagedOrganizationStore();
    const tokens = new ActionTokens({ store: new InMemoryActionTokenStore() });
    const bindings = { subject: 'client-7', action: 'reset', resource: SERVICE };
    const { token } = await tokens.issue({ ...bindings, ttlMs: 60_000 });
    const organizations = new ManagedOrganizations({ katapult, store });
    await organizations.ensure({ id: 'client-7', name: 'Ada Example' });
    const provisioner = stage.open({ secretBox });
    stage.said.push(provisioner, katapult, new KatapultClient(options), organizations, secretBox, tokens);
    stage.said.push(new Secret(OPTION), await secretBox.open(await secretBox.seal(OPTION, 'a'), 'a'));
    stage.said.push(await secretBox.open('v1.k1.x.y', 'a').catch((error: unknown) => error));
    expectSecret(stage, new Set([token]));
  });
});

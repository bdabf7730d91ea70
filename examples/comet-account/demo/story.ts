import { SEVT } from 'reseller-sdk/comet/admin/constants';
import type { Ended, World } from './world.ts';

const ADA = ['--name', 'Acme Ltd', '--email', 'ada@acme.example'];
const BOB = ['--name', 'Bob Example', '--email', 'bob@birch.example'];
/** What the customer `1042` is called on the server, where another has the name that he would get. */
const ADA_NAME = 'ada@acme.example-1042';

/** Plays a year of a small seller, and notes what went otherwise than it should. */
export class Story {
  readonly surprises: string[] = [];
  readonly #world: World;
  readonly #print: (line: string) => void;

  constructor(world: World, print: (line: string) => void) {
    this.#world = world;
    this.#print = print;
  }

  async play(): Promise<void> {
    await this.#expect(['test']);
    await this.#sell();
    await this.#upgrade();
    await this.#meddling();
    await this.#nonPayment();
    await this.#newPassword();
    await this.#cancellation();
    await this.#expect(['list']);
  }

  /** Somebody else has the name that Acme would get. Bob's order dies on its way, and two processes find it. */
  async #sell(): Promise<void> {
    this.#remark('the answer to the request for a vault is lost');
    this.#world.fake.inject({ on: 'AdminRequestStorageVault', fault: { kind: 'lost-answer' } });
    await this.#expect(['order', '1042', 'starter', ...ADA]);
    await this.#killed('add-user', ['order', '1043', 'starter', ...BOB, '--devices', '2']);
    this.#remark('two processes work at once');
    const both = await Promise.all([this.#world.spawn(['work']), this.#world.spawn(['work'])]);
    for (const ended of both) this.#note(['work'], ended, 0);
    await this.#expect(['credentials', '1042'], 0, 'hidden');
  }

  async #upgrade(): Promise<void> {
    await this.#expect(['change', '1042', 'business', '--storage-gib', '500']);
    this.#remark('Acme registers three devices, and then wants the small package back');
    const Devices = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, { FriendlyName: `PC ${id}` }]));
    Object.assign(this.#world.fake.profile(ADA_NAME), { Devices });
    await this.#expect(['change', '1042', 'starter'], 1);
  }

  /** An administrator lifts a limit by hand; the server tells it twice. */
  async #meddling(): Promise<void> {
    const { fake } = this.#world;
    this.#remark(
      'an administrator lifts a limit by hand; the webhook comes twice, and once from somebody else',
    );
    fake.profile(ADA_NAME).MaximumDevices = 0;
    const body = JSON.stringify(
      fake.emitEvent({ Type: SEVT.SEVT_ACCOUNT_UPDATED, Actor: 'admin', ResourceID: ADA_NAME }),
    );
    const { webhookSecret } = this.#world;
    for (const [authorization, wanted] of [
      [webhookSecret, 200],
      [webhookSecret, 200],
      ['Bearer x', 401],
    ] as const) {
      const status = await this.#post('/webhook', body, authorization);
      this.#hold(status === wanted, `the webhook answered ${status}, not ${wanted}`);
    }
    await this.#expect(['work']);
    this.#hold(fake.profile(ADA_NAME).MaximumDevices === 10, 'the limit is lifted still');
    await this.#expect(['work']);
  }

  async #nonPayment(): Promise<void> {
    await this.#expect(['suspend', '1042']);
    this.#hold((await this.#click('1042')) === 403, 'a suspended customer logged in');
    await this.#expect(['close', '1043'], 2);
    await this.#expect(['resume', '1042']);
    this.#hold((await this.#click('1042')) === 200, 'a customer could not log in');
    await this.#expect(['show', '1042']);
  }

  async #newPassword(): Promise<void> {
    await this.#killed('reset-user-password', ['password', '1042']);
    await this.#expect(['work']);
  }

  async #cancellation(): Promise<void> {
    await this.#expect(['suspend', '1043']);
    await this.#killed('delete-user', ['close', '1043']);
    await this.#expect(['work']);
    await this.#expect(['close', '1043']);
    await this.#expect(['order', '1043', 'starter', ...BOB], 2);
  }

  /** A login link, clicked twice. Answers the status of the first click. */
  async #click(serviceKey: string): Promise<number> {
    const link = (await this.#expect(['login', serviceKey], 0, 'short')).said;
    const { pathname } = new URL(link);
    this.#remark('the link is clicked twice');
    const first = await this.#post(pathname);
    const second = await this.#post(pathname);
    this.#hold(second === 410, `the second click on a link answered ${second}`);
    return first;
  }

  async #post(path: string, body = '', authorization = ''): Promise<number> {
    const headers = { authorization };
    const { status } = await fetch(new URL(path, this.#world.publicUrl), { method: 'POST', body, headers });
    return status;
  }

  async #killed(operation: string, args: readonly string[]): Promise<void> {
    this.#remark(`the next command is killed as soon as the server has answered ${operation}`);
    this.#note(args, await this.#world.spawn(args, operation), null);
  }

  async #expect(
    args: readonly string[],
    code = 0,
    how: 'whole' | 'short' | 'hidden' = 'whole',
  ): Promise<Ended> {
    const ended = await this.#world.run(args);
    this.#note(args, ended, code, how);
    return ended;
  }

  #note(args: readonly string[], { code, said }: Ended, wanted: number | null, how = 'whole'): void {
    const command = args.map((word) => (word.includes(' ') ? `'${word}'` : word)).join(' ');
    this.#say(`$ ${command}`);
    if (how === 'hidden') this.#say('  (for the eyes of the customer alone)');
    else for (const line of linesOf(said, how)) this.#say(`  ${line}`);
    this.#hold(code === wanted, `${command} ended with ${code ?? 'a kill'}: ${said}`);
  }

  #remark(text: string): void {
    this.#say(`-- ${text} --`);
  }

  #say(line: string): void {
    this.#world.said.push(line);
    this.#print(line);
  }

  #hold(isSo: boolean, surprise: string): void {
    if (!isSo) this.surprises.push(surprise);
  }
}

function linesOf(said: string, how: string): readonly string[] {
  const lines = said === '' ? ['(killed)'] : said.split('\n');
  return how === 'short' ? [`${lines[0]} ...`] : lines;
}

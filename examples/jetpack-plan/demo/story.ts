import type { Ended, World } from './world.ts';

const ADA = 'https://shop.example.com';
const BOB = 'https://blog.example.com';
const CAROL = 'https://carol.example.com/wp';
const MINUTE_MS = 60_000;
/** For commands whose answer never comes; the demo would wait for a minute else. */
const IMPATIENT = { JETPACK_TIMEOUT_MS: '1000' };
const LOST = { kind: 'lost-answer', how: 'silence' } as const;

/** Plays some weeks of a small shop, and notes what went otherwise than it should. */
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
    await this.#newDomain();
    await this.#lostAnswer();
    await this.#killedOrder();
    await this.#cancellation();
    await this.#license();
    await this.#lostLicense();
    await this.#revocation();
    await this.#expect(['list']);
  }

  /** Ada orders a plan together with her domain, which takes a while to work. */
  async #newDomain(): Promise<void> {
    this.#remark(`Ada buys a plan for ${ADA}, a domain that she ordered a minute ago`);
    await this.#expect(['order', '1042', ADA, 'premium', '--user', 'admin']);
    await this.#expect(['link', '1042']);
    this.#remark('somebody else orders a plan for the same site, written otherwise');
    await this.#expect(['order', '1043', `${ADA.toUpperCase()}/`, 'personal', '--user', 'admin'], 2);
    this.#wait(1);
    await this.#expect(['tick']);
    this.#wait(5);
    await this.#expect(['tick']);
    this.#remark('the domain resolves');
    this.#world.fake.addSite({ url: ADA });
    this.#wait(30);
    await this.#expect(['tick']);
    const { said: link } = await this.#expect(['link', '1042'], 0, 'hidden');
    this.#remark('Ada opens her link and connects the site');
    const site = this.#world.fake.authorize(link.split(' ').at(-1) ?? '');
    this.#hold(site !== undefined, 'the link opened nothing');
    this.#wait(1);
    await this.#expect(['tick']);
    await this.#expect(['link', '1042']);
  }

  /** Bob's site is connected already, so that his plan is there at once; only the answer is lost. */
  async #lostAnswer(): Promise<void> {
    const { fake } = this.#world;
    this.#remark(`Bob buys a plan for ${BOB}; the vendor does it, and its answer never comes`);
    fake.addSite({ url: BOB, isConnected: true });
    fake.inject({ on: 'provision', fault: LOST });
    await this.#expect(['order', '1044', BOB, 'professional', '--user', 'admin'], 3, 'whole', IMPATIENT);
    this.#remark('whoever comes next reads the status of the site first, and finds the plan');
    this.#wait(1);
    await this.#expect(['tick']);
    this.#hold(this.#asked(BOB) === 1, 'a plan that was there was asked for again');
  }

  /** Carol's order dies on its way. Two schedulers find it at once. */
  async #killedOrder(): Promise<void> {
    this.#world.fake.addSite({ url: CAROL });
    const order = ['order', '1045', CAROL, 'personal', '--user', 'admin'];
    this.#remark('the next command is killed as soon as the vendor has answered');
    this.#note(order, await this.#world.spawn(order, 'provision'), [null]);
    await this.#expect(order, 3);
    this.#remark('6 minutes later, when whoever was at it must be dead, two processes tick at once');
    this.#wait(6, 'quiet');
    const both = await Promise.all([this.#world.spawn(['tick']), this.#world.spawn(['tick'])]);
    // Who comes a little later finds the other at it, or nothing left to do.
    for (const ended of both) this.#hold(ended.code === 0 || ended.code === 3, `tick: ${ended.said}`);
    await this.#expect(['status', '1045']);
  }

  async #cancellation(): Promise<void> {
    this.#remark('Ada cancels; a second click changes nothing');
    await this.#expect(['cancel', '1042']);
    await this.#expect(['cancel', '1042']);
    this.#remark('her site is free for another order now');
    await this.#expect(['order', '1043', ADA, 'personal', '--user', 'admin']);
    this.#remark('the answer to its cancellation is lost; the scheduler cancels again');
    this.#world.fake.inject({ on: 'cancel', fault: LOST });
    await this.#expect(['cancel', '1043'], 3, 'whole', IMPATIENT);
    this.#wait(6);
    await this.#expect(['tick']);
  }

  async #license(): Promise<void> {
    this.#remark('Bob buys a license; the card of the shop has expired');
    this.#world.fake.state.partner.hasPaymentMethod = false;
    await this.#expect(['license', 'sell', '2001', 'jetpack-scan'], 2);
    this.#world.fake.state.partner.hasPaymentMethod = true;
    this.#remark('the shop pays by another card');
    await this.#expect(['license', 'sell', '2001', 'jetpack-scan']);
    await this.#expect(['license', 'key', '2001'], 0, 'hidden');
    await this.#expect(['license', 'attach', '2001', BOB]);
    await this.#expect(['license', 'attach', '2001', BOB]);
  }

  /** A license is billed whether anybody knows of it or not. */
  async #lostLicense(): Promise<void> {
    const { fake } = this.#world;
    this.#remark('Carol buys a license; it is issued, and the answer never comes');
    fake.inject({ on: 'licensing.issue', fault: LOST });
    await this.#expect(['license', 'sell', '2002', 'jetpack-backup-t1'], 1, 'whole', IMPATIENT);
    this.#remark('nobody issues a second one; a person looks');
    await this.#expect(['license', 'sell', '2002', 'jetpack-backup-t1'], 1);
    await this.#settle('2002');
    this.#remark('Dan buys a license; this time the vendor never heard of it');
    fake.inject({ on: 'licensing.issue', fault: { kind: 'silence' } });
    await this.#expect(['license', 'sell', '2003', 'jetpack-scan'], 1, 'whole', IMPATIENT);
    await this.#settle('2003');
    await this.#expect(['license', 'sell', '2003', 'jetpack-scan']);
  }

  async #settle(serviceKey: string): Promise<void> {
    const { said } = await this.#expect(['license', 'candidates', serviceKey]);
    const [reference = ''] = said.split(' ');
    await this.#expect(['license', 'settle', serviceKey, reference]);
  }

  async #revocation(): Promise<void> {
    this.#remark(
      'Bob cancels; the answer is lost, and the scheduler reads the license before it revokes anything',
    );
    this.#world.fake.inject({ on: 'licensing.revoke', fault: LOST });
    await this.#expect(['license', 'revoke', '2001'], 3, 'whole', IMPATIENT);
    await this.#expect(['tick']);
    await this.#expect(['license', 'status', '2001']);
  }

  /** How often a plan was asked for. */
  #asked(siteUrl: string): number {
    const { requests } = this.#world.fake;
    return requests.filter(({ operation, form }) => operation === 'provision' && form['siteurl'] === siteUrl)
      .length;
  }

  #wait(minutes: number, how: 'told' | 'quiet' = 'told'): void {
    this.#world.fake.advance(minutes * MINUTE_MS);
    if (how === 'told') this.#remark(`${minutes} min later`);
  }

  async #expect(
    args: readonly string[],
    code = 0,
    how: 'whole' | 'hidden' = 'whole',
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    const ended = await this.#world.run(args, variables);
    this.#note(args, ended, [code], how);
    return ended;
  }

  #note(
    args: readonly string[],
    { code, said }: Ended,
    wanted: readonly (number | null)[],
    how: 'whole' | 'hidden' = 'whole',
  ): void {
    const command = args.join(' ');
    this.#say(`$ ${command}`);
    if (how === 'hidden') this.#say('  (for the eyes of the customer alone)');
    else for (const line of (said || '(killed)').split('\n')) this.#say(`  ${line}`);
    this.#hold(wanted.includes(code), `${command} ended with ${code ?? 'a kill'}: ${said}`);
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

import { expect } from 'vitest';
import { runChecks } from '../../../examples/comet-account/demo/checks.ts';
import type { World } from '../../../examples/comet-account/demo/world.ts';

/** A year of a customer whose name somebody else has already. Each command may be given again. */
export const COMMANDS: readonly (readonly string[])[] = [
  ['order', '1042', 'starter', '--name', 'Acme Ltd', '--email', 'ada@acme.example'],
  ['change', '1042', 'business', '--devices', '3'],
  ['password', '1042'],
  ['suspend', '1042'],
  ['close', '1042'],
];

/** Commands until the account is closed. */
const BEFORE_CLOSE = COMMANDS.length - 2;

/** The rest of a life, from a command on; holds what must hold on the way and at its end. */
export async function liveFrom(first: number, world: World, what: string): Promise<void> {
  for (const [index, command] of COMMANDS.entries()) {
    if (index < first) continue;
    if (index === BEFORE_CLOSE && index > first) await expectSound(world, what);
    const { code, said } = await world.run(command);
    if (said.includes('AMBIGUOUS_CREATE')) await settle(world, said, what);
    else expect({ code, said }, `${command.join(' ')}, ${what}`).toMatchObject({ code: 0 });
  }
  await expectSound(world, what);
}

/** A person finds that the account with the name is somebody else's. */
async function settle(world: World, trouble: string, what: string): Promise<void> {
  const [, guid = ''] = /CreationGUID "?([^")]+)/.exec(trouble) ?? [];
  const { code, said } = await world.run(['not-ours', '1042', guid]);
  expect({ code, said }, `not-ours, ${what}`).toMatchObject({ code: 0 });
}

export async function expectSound(world: World, what: string): Promise<void> {
  const problems = (await runChecks(world)).flatMap((check) => check.problems);
  expect(problems, what).toEqual([]);
}

import type { Result } from '../result.ts';
import { runChecks } from './checks.ts';
import { Story } from './story.ts';
import { openWorld } from './world.ts';

/** Plays the story on a fake, and checks what became of it. */
export async function runDemo(print: (line: string) => void): Promise<Result> {
  const world = await openWorld();
  try {
    const story = new Story(world, print);
    await story.play();
    const found = [
      { check: 'every command ended as it should', problems: story.surprises },
      ...(await runChecks(world)),
    ];
    const checks = found.map((check) => ({ ...check, ok: check.problems.length === 0 }));
    const ok = checks.every((check) => check.ok);
    const lines = checks.flatMap(({ check, problems, ok: holds }) => [
      `${holds ? 'ok    ' : 'FAILED'}  ${check}`,
      ...problems.map((problem) => `          ${problem}`),
    ]);
    return { value: { story: world.said, checks, ok }, lines: ['', ...lines], ending: ok ? 'well' : 'look' };
  } finally {
    await world.close();
  }
}

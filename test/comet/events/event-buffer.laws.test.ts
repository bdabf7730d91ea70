import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventBuffer } from '../../../src/comet/events/event-buffer.ts';

const moves = fc.array(fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constant('take' as const)), {
  maxLength: 200,
});

test('law: the buffer is a queue that refuses what does not fit, except a first event of any length', async () => {
  await fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 60 }),
      moves,
      (events, characters, play) => {
        const buffer = new EventBuffer({ events, characters });
        const model: { Type: number; length: number }[] = [];
        for (const [Type, move] of play.entries()) {
          if (move === 'take') {
            expect(buffer.take()?.Type).toBe(model.shift()?.Type);
            continue;
          }
          const held = model.reduce((sum, { length }) => sum + length, 0);
          const fits = model.length < events && (model.length === 0 || held + move <= characters);
          expect(buffer.add({ Type }, move)).toBe(fits);
          if (fits) model.push({ Type, length: move });
          expect(buffer.size).toBe(model.length);
        }
      },
    ),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, dayText, histories, openLedger, orders, overdrafts, perform } from './model.ts';

describe('laws of verify', () => {
  it('law of the sound ledger: the books verify after every command of any history', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, overdrafts, fc.nat(), async (history, order, overdraw, moment) => {
        const ledger = await openLedger({ order, overdraw });
        for (const [index, command] of history.entries()) {
          await perform(ledger, command, index);
          if (index === moment % history.length) {
            const opening = { at: dayText(1 + (moment % 5)), purchased: '12', bonus: '3' };
            await ledger.openBalance(ACCOUNT, opening).catch(ofOpening);
          }
          expect((await ledger.verify(ACCOUNT)).problems).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function ofOpening(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'OPENING_CONFLICT') return error.code;
  throw error;
}

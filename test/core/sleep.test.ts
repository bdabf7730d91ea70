import { describe, expect, it } from 'vitest';
import { systemSleep } from '../../src/core/sleep.ts';
import { rejection } from './http/harness.ts';

describe('systemSleep', () => {
  it('waits', async () => {
    const started = performance.now();
    await systemSleep(20);
    expect(performance.now() - started).toBeGreaterThanOrEqual(18);
  });

  it('ends at once with the reason of the signal, also when it is aborted already', async () => {
    const reason = new Error('enough');
    expect(await rejection(systemSleep(60_000, AbortSignal.abort(reason)))).toBe(reason);
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 5);
    expect(await rejection(systemSleep(60_000, controller.signal))).toBe(reason);
  });

  it('does not return at once where a timer would overflow', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort('stop'), 20);
    expect(await rejection(systemSleep(2 ** 40, controller.signal))).toBe('stop');
  });
});

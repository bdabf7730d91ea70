import type { Run } from './run.ts';

/** Notes that a month of a service is settled. False: it could not be noted. */
export async function markCycle(
  { ports, recorder }: Run,
  serviceId: string,
  month: string | null,
): Promise<boolean> {
  if (month === null) return true;
  try {
    await ports.cycles.set(serviceId, month);
    return true;
  } catch (error) {
    const what = `That month ${month} of service ${serviceId} is settled could not be noted`;
    recorder.error('NOTE_FAILED', what, { serviceId }, error);
    return false;
  }
}

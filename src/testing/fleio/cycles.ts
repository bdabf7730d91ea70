import type { FleioPeriodRow, FleioServiceRow } from './entities.ts';
import type { World } from './world.ts';

/** Statuses in which usage is counted. */
const RUNNING = new Set(['active', 'suspended']);

/** Whether cycles of the service go on. */
export function isRunning({ status }: FleioServiceRow): boolean {
  return RUNNING.has(status);
}

/** `months` later in UTC, on the same day of the month, or on its last where it is shorter. */
export function monthsLater(instant: Date, months: number): Date {
  const later = new Date(instant);
  later.setUTCDate(1);
  later.setUTCMonth(instant.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(instant.getUTCDate(), lastDay));
  return later;
}

function boundary({ first_cycle_at }: FleioServiceRow, cycles: number): Date {
  return monthsLater(first_cycle_at, cycles);
}

/** Ends every cycle whose month is over: each becomes a period that is not settled. */
export function endDueCycles(world: World): void {
  const now = world.clock.now();
  for (const service of world.state.services.values()) {
    while (isRunning(service) && boundary(service, service.ended_cycles + 1) <= now) {
      closeCycle(world, service, boundary(service, service.ended_cycles + 1));
      service.ended_cycles += 1;
    }
  }
}

/** Ends the cycle of a service now; the next begins at this moment. */
export function endCycleNow(world: World, service: FleioServiceRow): FleioPeriodRow {
  const period = closeCycle(world, service, world.clock.now());
  startCycles(world, service);
  return period;
}

/** Lets the first cycle of a service begin now. */
export function startCycles({ clock }: World, service: FleioServiceRow): void {
  service.first_cycle_at = clock.now();
  service.ended_cycles = 0;
}

function closeCycle({ state, ids }: World, service: FleioServiceRow, ended_at: Date): FleioPeriodRow {
  const period: FleioPeriodRow = {
    id: ids.take(undefined),
    service: service.id,
    started_at: boundary(service, service.ended_cycles),
    ended_at,
    price: service.usage,
    status: 'unsettled',
  };
  state.periods.set(period.id, period);
  service.usage = '0';
  return period;
}

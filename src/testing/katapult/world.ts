import type { Random } from '../random.ts';
import type { Agenda } from './agenda.ts';
import type { KatapultBehaviour, KatapultTimings } from './behaviour.ts';
import type { BuildPlan } from './build-plan.ts';
import type { KatapultState } from './state.ts';
import type { TaskControl } from './task-control.ts';

/** What the endpoints of one fake Katapult share. */
export interface World {
  readonly state: KatapultState;
  readonly agenda: Agenda;
  readonly random: Random;
  readonly timings: KatapultTimings;
  readonly behaviour: KatapultBehaviour;
  /** What becomes of the next builds. */
  readonly buildPlans: BuildPlan[];
  /** Tasks that are held, or are to fail. */
  readonly taskControl: TaskControl;
  /** Rows of a list from which its totals are null (contract 4.1). */
  readonly largeSet: number;
  /** Managed organizations that a parent may have. */
  readonly managedLimit: number;
  /** Permits flexible resources. */
  readonly flexibleResources: boolean;
}

/** The present in seconds since the epoch, as the wire counts. */
export function nowSeconds({ agenda }: World): number {
  return Math.floor(agenda.time / 1000);
}

const ALPHANUMERICS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` letters and digits. */
export function randomText(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += ALPHANUMERICS.charAt(Math.floor(random() * ALPHANUMERICS.length));
  return text;
}

/** An id in the form of the vendor: a prefix and 16 letters or digits (contract 3.8). */
export function newId({ random }: Pick<World, 'random'>, prefix: string): string {
  return `${prefix}_${randomText(random, 16)}`;
}

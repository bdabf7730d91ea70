import type { VmRecord } from './record.ts';

/** What the view of a machine is made of. */
export type ViewedVm = Pick<VmRecord, 'serviceId' | 'state' | 'vmId'>;

/** Which buttons to offer. */
export interface VmViewActions {
  readonly start: boolean;
  readonly stop: boolean;
  readonly shutdown: boolean;
  readonly reset: boolean;
  readonly console: boolean;
}

/** What a customer's page about a machine shows, without a word of HTML. Holds no secret. */
export interface VmView {
  /** The caller's name of the service. */
  readonly id: string;
  readonly vmId: string | null;
  readonly vm: {
    /** For people: the live state with blanks for underscores, `building`, or `unknown`. Translate or show it. */
    readonly state: string;
  };
  readonly actions: VmViewActions;
}

const NO_ACTIONS: VmViewActions = {
  start: false,
  stop: false,
  shutdown: false,
  reset: false,
  console: false,
};

/**
 * The view of a machine. Only a built one has buttons: all but `start` need one that is not stopped, `start` one that
 * is not started, `console` one that is.
 *
 * Source: contract katapult 10.10, D40.
 * @param liveState state that the API just told of the machine; left out if it was not asked or did not answer
 */
export function publicView({ serviceId, state, vmId }: ViewedVm, liveState?: string | null): VmView {
  const isBuilding = state === 'requesting' || state === 'building';
  const word = isBuilding ? 'building' : liveState?.replaceAll('_', ' ') || 'unknown';
  const canAct = state === 'built' && vmId !== null;
  return { id: serviceId, vmId, vm: { state: word }, actions: canAct ? actionsIn(liveState) : NO_ACTIONS };
}

function actionsIn(liveState: string | null | undefined): VmViewActions {
  const isStopped = liveState === 'stopped';
  const isStarted = liveState === 'started';
  return {
    start: !isStarted,
    stop: !isStopped,
    shutdown: !isStopped,
    reset: !isStopped,
    console: isStarted,
  };
}

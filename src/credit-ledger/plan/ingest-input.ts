import { sha256Hex } from '../../core/canonical.ts';
import { type InstantInput, isDay, parseDay } from '../../core/time.ts';
import type { DayRange } from '../../identity/index.ts';
import { compareText } from '../places.ts';
import type { LinkableRow } from '../policy/link-reversals.ts';
import type { Draft } from './draft.ts';
import { Intake } from './intake.ts';
import { readUsage, type UsageCommand, type UsageInput } from './usage.ts';

/** A charge as a pull shows it. What names its service is asked for only by `linkReversals`. */
export interface PullRowInput
  extends UsageInput,
    Partial<Pick<LinkableRow, 'category' | 'device' | 'account' | 'occurrence'>> {
  /** Row id: the same charge has the same id in every pull (`fingerprint#occurrence`, rule X8). */
  readonly id: string;
}

/** Everything that a source shows of some days. */
export interface UsagePullInput {
  /** When the source was asked; tells pulls apart and which of two has the last word. */
  readonly pulledAt: InstantInput;
  /** In the order of the source. */
  readonly rows: readonly PullRowInput[];
  /** Days that the source was asked for, both included. Default: from the first to the last day of the rows. */
  readonly covered?: { readonly from: string; readonly to: string };
  /** An empty pull means that nothing is there. Needs `covered`. */
  readonly allowEmpty?: boolean;
  /** Fewer than half as many rows as are on record are no reason to refuse. */
  readonly allowShrink?: boolean;
  /** Books a new negative row that takes back a charge of this pull (rule X10) as its reversal. */
  readonly linkReversals?: boolean;
}

/** A row of a pull that was read. */
export interface PulledUsage {
  readonly id: string;
  readonly day: string;
  readonly command: UsageCommand;
  /** What names the service, where the row names one. */
  readonly service: LinkableRow | undefined;
}

/** A pull that was read. */
export interface UsagePull {
  readonly pulledAt: string;
  readonly rows: readonly PulledUsage[];
  /** As given, or the days of the rows; `null` without either. */
  readonly covered: DayRange | null;
  readonly allowEmpty: boolean;
  readonly allowShrink: boolean;
  readonly linkReversals: boolean;
  readonly key: string;
  /** What a repeat must show again, in any order. */
  readonly request: string;
}

/** Reads a pull. @throws InvalidInputError with every issue */
export function readPull(draft: Draft, input: UsagePullInput): UsagePull {
  const intake = new Intake(draft.head.account);
  if (typeof input.pulledAt === 'string' && isDay(input.pulledAt)) {
    intake.refuse('pulledAt', 'must be an instant; two pulls of a day are two');
  }
  const pulledAt = intake.moment(input.pulledAt, 'pulledAt').at;
  const rows = input.rows.map((row, index) => readRow(draft, intake, row, pulledAt, `rows[${index}].`));
  const covered = readCovered(intake, input.covered) ?? daysOf(rows);
  intake.finish('ingestUsagePull');
  const linkReversals = input.linkReversals === true;
  const content = sha256Hex(rows.map(contentOf).sort().join('\n'));
  return {
    pulledAt,
    rows,
    covered,
    allowEmpty: input.allowEmpty === true && input.covered !== undefined,
    allowShrink: input.allowShrink === true,
    linkReversals,
    key: `pull:${pulledAt}`,
    request: JSON.stringify(['ingestUsagePull', pulledAt, covered, linkReversals, content]),
  };
}

function readRow(draft: Draft, intake: Intake, row: PullRowInput, seenAt: string, path: string): PulledUsage {
  const command = { ...readUsage(draft, row, intake, path), seenAt };
  const { category, device, account, occurrence } = row;
  const { usageId: id, day, requested: amount } = command;
  const service = category === undefined ? undefined : { day, amount, category };
  return {
    id,
    day,
    command,
    service: service && {
      ...service,
      device: intake.text(device, `${path}device`),
      account: intake.text(account, `${path}account`),
      occurrence: occurrence ?? 1,
    },
  };
}

function contentOf({ command, service }: PulledUsage): string {
  const { category, device, account, occurrence } = service ?? {};
  return JSON.stringify([
    command.request,
    category ?? null,
    device ?? null,
    account ?? null,
    occurrence ?? 1,
  ]);
}

function readCovered(intake: Intake, covered: UsagePullInput['covered']): DayRange | undefined {
  const from = intake.day(covered?.from, 'covered.from');
  const to = intake.day(covered?.to, 'covered.to');
  if (from === undefined || to === undefined) return undefined;
  if (from > to) intake.refuse('covered', 'must not end before it starts');
  return { from, to };
}

function daysOf(rows: readonly PulledUsage[]): DayRange | null {
  const days = rows.map(({ day }) => day).sort(compareText);
  const [from] = days;
  const to = days.at(-1);
  return from === undefined || to === undefined ? null : { from: parseDay(from), to: parseDay(to) };
}

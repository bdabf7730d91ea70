import { InvalidInputError, type Issue } from 'reseller-sdk';
import type { AuditEvent } from 'reseller-sdk/comet/usage';
import { type ExitCode, OK } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { readTextFile } from '../sources/text-file.ts';
import { keepEvents } from '../steps/keep-events.ts';
import type { Options } from './options.ts';

/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;

/** `SEVT_ACCOUNT_REMOVED`, `SEVT_DEVICE_NEW`, `SEVT_DEVICE_REMOVED`: what they tell is evidence, and must be whole. */
const EVIDENCE: readonly unknown[] = [4101, 4700, 4701];

function isEvent(value: unknown): value is AuditEvent {
  if (typeof value !== 'object' || value === null || !('Type' in value)) return false;
  return EVIDENCE.includes(value.Type) ? isWhole(value) : typeof value.Type === 'number';
}

/** Whether an event says when it was, and what it was about. */
function isWhole(event: object): boolean {
  if (!('Timestamp' in event) || !('ResourceID' in event)) return false;
  const { Timestamp, ResourceID } = event;
  const isTime = typeof Timestamp === 'number' && Timestamp > 0 && Timestamp <= LAST_SECOND;
  return isTime && typeof ResourceID === 'string' && ResourceID.trim() !== '';
}

/** A line of the file; undefined for what is no event. */
function readEvent(line: string): AuditEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Events as JSON, one on each line. @throws InvalidInputError naming every line that is none */
export function readEvents(text: string): AuditEvent[] {
  const issues: Issue[] = [];
  const events = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const event = readEvent(line);
    if (event === undefined)
      issues.push({ path: `line ${index + 1}`, message: 'is no whole event of a Comet Server' });
    return event ?? [];
  });
  if (issues.length > 0) throw new InvalidInputError('the file of events', issues);
  return events;
}

/**
 * Takes in events that a Comet Server streamed, one JSON object on each line: when devices were registered and
 * revoked, and accounts removed. The whole file, or nothing; the same events again add nothing. Exit 0.
 */
export async function importEvents({ store, output }: Desk, { words, json }: Options): Promise<ExitCode> {
  const [name = ''] = words;
  const kept = keepEvents(store, readEvents(readTextFile(name)));
  const text = `${kept.added} new facts, ${kept.known} known, ${kept.others} events about other things`;
  output.print(json ? JSON.stringify(kept, null, 2) : text);
  return OK;
}

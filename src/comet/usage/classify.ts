import { parseServiceName, type ServiceName } from '../portal/index.ts';
import { cometCategories } from './categories.ts';
import type { CometCategory } from './category.ts';

/** Which report a line is from: billing history (`charge`) or active services (`service`). */
export type LineSource = 'charge' | 'service';

/** The category of a line, and what is odd about it. */
export interface Classification {
  readonly categoryId: string;
  /** `UNKNOWN_TYPE`: the vendor's Type is none that is known, so nothing else was looked at. */
  readonly issue: 'UNKNOWN_TYPE' | null;
}

const DEVICE_START = /^\s*device\s+-/i;
const DEVICE_CLAUSE = /\bdevice\s+(?:-|[0-9a-f]{6})/i;
const ADVANCED_PLAN = /advanced plan/i;

/** What of a line may be searched for words: never an account name, which may hold any of them. */
interface Searchable {
  readonly text: string;
  readonly hasDevice: boolean;
  readonly isAccountAlone: boolean;
}

function ofCharge(item: string): Searchable {
  const isDevice = DEVICE_START.test(item);
  return {
    text: isDevice ? '' : item,
    hasDevice: isDevice || DEVICE_CLAUSE.test(item),
    isAccountAlone: false,
  };
}

function ofService({ account, devicePrefix, boosterLabel, tail }: ServiceName): Searchable {
  return {
    text: boosterLabel ?? tail,
    hasDevice: devicePrefix !== null || DEVICE_CLAUSE.test(tail),
    isAccountAlone: account !== null && devicePrefix === null && boosterLabel === null && tail === '',
  };
}

function byWords(text: string, categories: readonly CometCategory[]): string | undefined {
  const lower = text.toLowerCase();
  return categories.find(({ portal }) => portal.words.some((word) => lower.includes(word.toLowerCase())))?.id;
}

function byText(line: Searchable, categories: readonly CometCategory[]): string | undefined {
  const found = byWords(line.text, categories);
  if (found !== undefined) return found;
  if (line.hasDevice) return 'devices';
  if (ADVANCED_PLAN.test(line.text)) return 'account_plan';
  return line.isAccountAlone ? 'account_fees' : undefined;
}

/**
 * The category of a line of either report. The vendor's Type decides where it is one that is known; words are
 * searched only for boosters and lines without a Type, and never in account names.
 *
 * Source: rule X2.
 * @param type Type of the line; null without one
 * @param text service name of an active service; Item of a charge, or Sub-Items where Item is missing
 * @param categories in the order in which their words are searched
 * @example classify('booster', 'Booster - VMware', 'charge') // { categoryId: 'vmware_vms', issue: null }
 */
export function classify(
  type: string | null,
  text: string | null,
  source: LineSource,
  categories: readonly CometCategory[] = cometCategories,
): Classification {
  const kind = type?.trim().toLowerCase() ?? '';
  const byType = categories.find(({ portal }) => portal.types.includes(kind));
  if (byType !== undefined) return { categoryId: byType.id, issue: null };
  const fallback = source === 'service' ? 'unknown' : 'other';
  if (kind !== 'booster' && kind !== '' && kind !== 'other') {
    return { categoryId: fallback, issue: 'UNKNOWN_TYPE' };
  }
  const line = source === 'service' ? ofService(parseServiceName(text ?? '')) : ofCharge(text ?? '');
  if (kind === 'booster') {
    return { categoryId: byWords(line.text, categories) ?? 'other_boosters', issue: null };
  }
  return { categoryId: byText(line, categories) ?? fallback, issue: null };
}

import { Decimals } from './decimals.ts';
import type { DeviceKey, Finding } from './finding.ts';
import { compareText } from './order.ts';
import type { CategoryAmounts, ItemFigures, ReconciliationReport } from './report.ts';

/** Figures of one category within an account or a device. Quantities and money are decimal text. */
export interface GroupCategory {
  readonly categoryId: string;
  readonly server: string;
  readonly portal: string;
  readonly variance: string;
  /** Sum of the item variances without their signs. */
  readonly gross: string;
  readonly amounts: CategoryAmounts;
}

/** Figures of an account, or of a device, over all categories. */
export interface FigureGroup {
  /** In the order of the report's categories. Quantities of different categories are never added up. */
  readonly categories: readonly GroupCategory[];
  /** Money over all of its categories. */
  readonly amounts: CategoryAmounts;
  /** In the order of the report. */
  readonly findings: readonly Finding[];
}

/** Figures of an account; null stands for lines that name none. */
export interface AccountFigures extends FigureGroup {
  readonly account: string | null;
}

/** Figures of a device; its id is null for lines and sources without one. */
export interface DeviceFigures extends FigureGroup, DeviceKey {}

/** The report by account, in code-unit order. Source: reconciler 10.5. */
export function figuresByAccount(report: ReconciliationReport): AccountFigures[] {
  return group(report, ({ account }) => [account]).map(({ key, ...figures }) => ({
    account: key[0] ?? null,
    ...figures,
  }));
}

/** The report by device, in the order of account and id. Source: reconciler 10.5. */
export function figuresByDevice(report: ReconciliationReport): DeviceFigures[] {
  return group(report, ({ account, deviceId }) => [account, deviceId]).map(({ key, ...figures }) => ({
    account: key[0] ?? null,
    deviceId: key[1] ?? null,
    ...figures,
  }));
}

type GroupKey = readonly (string | null)[];

interface Group {
  readonly key: GroupKey;
  readonly items: Map<string, ItemFigures[]>;
  readonly findings: Finding[];
}

interface Numbers {
  readonly quantities: Decimals;
  readonly money: Decimals;
}

function group(
  report: ReconciliationReport,
  keyOf: (device: DeviceKey) => GroupKey,
): (FigureGroup & { readonly key: GroupKey })[] {
  const numbers: Numbers = { quantities: new Decimals(), money: new Decimals() };
  const groups = new Map<string, Group>();
  for (const item of report.items) {
    learn(item, numbers);
    const key = keyOf(item);
    const text = JSON.stringify(key);
    const known = groups.get(text) ?? { key, items: new Map<string, ItemFigures[]>(), findings: [] };
    groups.set(text, known);
    const list = known.items.get(item.categoryId);
    if (list === undefined) known.items.set(item.categoryId, [item]);
    else list.push(item);
  }
  for (const finding of report.findings) {
    const keys = new Set(subjectsOf(finding).map((device) => JSON.stringify(keyOf(device))));
    for (const key of keys) groups.get(key)?.findings.push(finding);
  }
  return [...groups.values()].sort((a, b) => compareKeys(a.key, b.key)).map((one) => sum(one, numbers));
}

/** A device under several accounts concerns each of them; all else concerns what its key names. */
function subjectsOf({ code, key, candidates }: Finding): readonly DeviceKey[] {
  if (code === 'DEVICE_ON_MULTIPLE_ACCOUNTS') return candidates;
  return key.categoryId === null ? [] : [key];
}

function compareKeys(a: GroupKey, b: GroupKey): number {
  return compareText(a[0] ?? null, b[0] ?? null) || compareText(a[1] ?? null, b[1] ?? null);
}

function learn({ server, portal, variance, amounts }: ItemFigures, { quantities, money }: Numbers): void {
  for (const text of [server, portal, variance]) quantities.learn(text);
  for (const text of [amounts.billed, amounts.expected, amounts.impact]) if (text !== null) money.learn(text);
}

function sum({ key, items, findings }: Group, numbers: Numbers): FigureGroup & { readonly key: GroupKey } {
  const categories = [...items].map(([categoryId, list]) => sumCategory(categoryId, list, numbers));
  return { key, categories, amounts: sumAmounts([...items.values()].flat(), numbers), findings };
}

function sumCategory(categoryId: string, items: readonly ItemFigures[], numbers: Numbers): GroupCategory {
  const { quantities } = numbers;
  let [server, portal, gross] = [0n, 0n, 0n];
  for (const item of items) {
    server += quantities.units(item.server);
    portal += quantities.units(item.portal);
    gross += absolute(quantities.units(item.variance));
  }
  return {
    categoryId,
    server: quantities.format(server),
    portal: quantities.format(portal),
    variance: quantities.format(portal - server),
    gross: quantities.format(gross),
    amounts: sumAmounts(items, numbers),
  };
}

function sumAmounts(items: readonly ItemFigures[], { money }: Numbers): CategoryAmounts {
  let [billed, expected, impact, grossImpact, unpricedItems] = [0n, 0n, 0n, 0n, 0];
  for (const { amounts } of items) {
    billed += money.units(amounts.billed);
    if (amounts.impact === null) {
      unpricedItems += 1;
      continue;
    }
    const units = money.units(amounts.impact);
    expected += money.unitsOrNull(amounts.expected) ?? 0n;
    impact += units;
    grossImpact += absolute(units);
  }
  return {
    billed: money.format(billed),
    expected: money.format(expected),
    impact: money.format(impact),
    grossImpact: money.format(grossImpact),
    unpricedItems,
  };
}

function absolute(units: bigint): bigint {
  return units < 0n ? -units : units;
}

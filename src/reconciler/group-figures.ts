import { ExactReader, ExactSum } from './exact.ts';
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

function group(
  report: ReconciliationReport,
  keyOf: (device: DeviceKey) => GroupKey,
): (FigureGroup & { readonly key: GroupKey })[] {
  const numbers = new ExactReader();
  const groups = new Map<string, Group>();
  for (const item of report.items) {
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

function sum(
  { key, items, findings }: Group,
  numbers: ExactReader,
): FigureGroup & { readonly key: GroupKey } {
  const categories = [...items].map(([categoryId, list]) => sumCategory(categoryId, list, numbers));
  return { key, categories, amounts: sumAmounts([...items.values()].flat(), numbers), findings };
}

function sumCategory(categoryId: string, items: readonly ItemFigures[], numbers: ExactReader): GroupCategory {
  const [server, portal, gross] = [new ExactSum(), new ExactSum(), new ExactSum()];
  for (const item of items) {
    server.add(numbers.get(item.server));
    portal.add(numbers.get(item.portal));
    gross.add(numbers.get(item.variance).abs);
  }
  return {
    categoryId,
    server: server.value.text,
    portal: portal.value.text,
    variance: portal.value.minus(server.value).text,
    gross: gross.value.text,
    amounts: sumAmounts(items, numbers),
  };
}

function sumAmounts(items: readonly ItemFigures[], numbers: ExactReader): CategoryAmounts {
  const [billed, expected, impact] = [new ExactSum(), new ExactSum(), new ExactSum()];
  const grossImpact = new ExactSum();
  let unpricedItems = 0;
  for (const { amounts } of items) {
    billed.add(numbers.get(amounts.billed));
    if (amounts.impact === null) {
      unpricedItems += 1;
      continue;
    }
    const own = numbers.get(amounts.impact);
    expected.add(numbers.get(amounts.expected ?? '0'));
    impact.add(own);
    grossImpact.add(own.abs);
  }
  return {
    billed: billed.value.text,
    expected: expected.value.text,
    impact: impact.value.text,
    grossImpact: grossImpact.value.text,
    unpricedItems,
  };
}

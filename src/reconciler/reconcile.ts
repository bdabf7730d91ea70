import { ConfigError } from '../core/errors/input.ts';
import { DEFAULT_PREFIX_LENGTH } from '../identity/index.ts';
import { Categories, type Category } from './categories.ts';
import type { CategoryResult } from './category-result.ts';
import { checkInput, type ReportNumbers } from './check-input.ts';
import { checkRepeats } from './check-repeats.ts';
import { type ComparisonContext, compareCategory } from './compare-category.ts';
import { compileRules } from './compile-rules.ts';
import { judgeCompleteness } from './completeness.ts';
import { Decimals } from './decimals.ts';
import type { PortalUsage, ServerUsage } from './input.ts';
import { instantMs } from './instants.ts';
import { DEFAULT_MAX_SKEW_HOURS, type ReconcileOptions } from './options.ts';
import { Pool } from './pool.ts';
import { EXPECTED_SCALE } from './price.ts';
import type { ReconciliationReport, ReportSettings } from './report.ts';
import { sumInformational } from './sum-informational.ts';
import { writeReport } from './write-report.ts';

const HOUR_MS = 3_600_000;

/**
 * Compares what runs on the servers with what the portal bills: per category, and per device within it. Pure
 * and synchronous; neither input is changed, and the order of their rows plays no part. Variance is portal
 * minus server, impact is billed minus expected, both positive when too much is billed. Source: reconciler 10.
 *
 * @example
 * const report = reconcile(server, portal, { rules });
 * report.status; // 'ok' | 'variance_detected' | 'incomplete'
 * report.findings.filter(({ severity }) => severity === 'problem');
 * @throws InvalidInputError for rules or rows that cannot be read, with every issue; `CURRENCY_MISMATCH` for
 * rows in several currencies
 */
export function reconcile(
  server: ServerUsage,
  portal: PortalUsage,
  options: ReconcileOptions,
): ReconciliationReport {
  const settings = readSettings(options);
  const rules = compileRules(options.rules);
  const numbers: ReportNumbers = { quantities: new Decimals(), money: new Decimals(EXPECTED_SCALE) };
  for (const { unitPrice } of rules) if (unitPrice !== null) numbers.money.learn(unitPrice);
  const currency = checkInput(server, portal, options.currency ?? null, numbers);
  const { requiredServers = null, maxSkewHours = DEFAULT_MAX_SKEW_HOURS } = options;
  const completeness = judgeCompleteness(server, portal, {
    requiredServers,
    maxSkewMs: maxSkewHours * HOUR_MS,
  });

  const categories = new Categories(rules);
  const pool = new Pool({ ...settings, aliases: options.aliases ?? {} });
  collect(server, portal, categories, pool);
  const results = compareAll(categories, pool, {
    numbers,
    projectDailyLines: settings.projectDailyLines,
    collectedAt: collectionTimes(server),
    graceOf: options.graceOf ?? null,
    comparable: completeness.complete,
    judged: portal.snapshot !== null,
  });
  return writeReport({ options, settings, currency, completeness, numbers, results, pool });
}

function readSettings(options: ReconcileOptions): ReportSettings {
  const { maxSkewHours = DEFAULT_MAX_SKEW_HOURS } = options;
  if (!(maxSkewHours >= 0)) throw new ConfigError(`maxSkewHours is ${maxSkewHours}; give hours from 0 on`);
  return {
    includeSuspended: options.includeSuspended ?? true,
    projectDailyLines: options.projectDailyLines ?? false,
    prefixLength: options.prefixLength ?? DEFAULT_PREFIX_LENGTH,
  };
}

/** Server rows first: a portal line is matched against all devices that are known. */
function collect(server: ServerUsage, portal: PortalUsage, categories: Categories, pool: Pool): void {
  for (const row of server.rows) {
    const category = categories.of(row.categoryId);
    category.serverRows += 1;
    if (isCompared(category)) pool.addServerRow(row, category.number);
    else category.unpooled.server.push(row);
  }
  for (const row of portal.rows) {
    const category = categories.of(row.categoryId);
    category.portalRows += 1;
    category.portalTypes.add(row.type);
    if (isCompared(category)) pool.addPortalRow(row, category.number);
    else category.unpooled.portal.push(row);
  }
}

function isCompared({ rule }: Category): boolean {
  return rule.informational === null;
}

function compareAll(categories: Categories, pool: Pool, context: ComparisonContext): CategoryResult[] {
  const entries = pool.entries();
  const all = categories.inOrder();
  checkRepeats(entries, all);
  return all.map((category) =>
    isCompared(category)
      ? compareCategory(category, entries, context)
      : sumInformational(category, context.numbers, context.projectDailyLines),
  );
}

function collectionTimes({ servers }: ServerUsage): Map<string, number> {
  const times = new Map<string, number>();
  for (const { serverKey, collectedAt } of servers) {
    if (collectedAt !== null) times.set(serverKey, instantMs(collectedAt));
  }
  return times;
}

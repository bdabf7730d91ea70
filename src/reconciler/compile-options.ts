import { ConfigError } from '../core/errors/input.ts';
import { type AccountAliases, DEFAULT_PREFIX_LENGTH } from '../identity/index.ts';
import { type CompiledRule, compileRules } from './compile-rules.ts';
import type { PortalRow } from './input.ts';
import { isoOrNull } from './instants.ts';
import { DEFAULT_MAX_SKEW_HOURS, type GraceVerdict, type ReconcileOptions } from './options.ts';
import type { ReportSettings } from './report.ts';

const HOUR_MS = 3_600_000;

/** Options with their rules read and their defaults filled in. */
export interface CompiledOptions {
  readonly rules: readonly CompiledRule[];
  readonly settings: ReportSettings;
  readonly reportId: string | null;
  readonly generatedAt: string | null;
  readonly currency: string | null;
  /** Null: all that were described. */
  readonly requiredServers: readonly string[] | null;
  readonly maxSkewMs: number;
  readonly aliases: AccountAliases;
  readonly graceOf: ((row: PortalRow) => GraceVerdict) | null;
}

/** Reads the options. @throws ConfigError, or InvalidInputError with every issue of every rule */
export function compileOptions(options: ReconcileOptions): CompiledOptions {
  const { maxSkewHours = DEFAULT_MAX_SKEW_HOURS } = options;
  if (!(maxSkewHours >= 0)) throw new ConfigError(`maxSkewHours is ${maxSkewHours}; give hours from 0 on`);
  return {
    rules: compileRules(options.rules),
    settings: {
      includeSuspended: options.includeSuspended ?? true,
      projectDailyLines: options.projectDailyLines ?? false,
      prefixLength: options.prefixLength ?? DEFAULT_PREFIX_LENGTH,
    },
    reportId: options.reportId ?? null,
    generatedAt: isoOrNull(options.generatedAt ?? null, 'generatedAt'),
    currency: options.currency ?? null,
    requiredServers: options.requiredServers ?? null,
    maxSkewMs: maxSkewHours * HOUR_MS,
    aliases: options.aliases ?? {},
    graceOf: options.graceOf ?? null,
  };
}

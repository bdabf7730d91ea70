import { type AccountAliases, DEFAULT_PREFIX_LENGTH } from '../identity/index.ts';
import { type CompiledRule, compileRules } from './compile-rules.ts';
import type { PortalRow } from './input.ts';
import { isoOrNull } from './instants.ts';
import { readMaxSkew } from './max-skew.ts';
import type { GraceVerdict, ReconcileOptions } from './options.ts';
import type { ReportSettings } from './report.ts';

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
  const maxSkewMs = readMaxSkew(options.maxSkewHours);
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
    maxSkewMs,
    aliases: options.aliases ?? {},
    graceOf: options.graceOf ?? null,
  };
}

import type { Issue } from '../../../core/errors/input.ts';
import { quote } from '../../../core/secret.ts';
import { partsOf, said } from '../given.ts';
import { MODES, namedValue, nameOf, type PolicyMode } from '../names.ts';
import { copiedSetting, POLICY, refusedSetting, type Setting, setting } from '../state.ts';

/** When and how often a failed job is run again. */
export interface JobRetry {
  /** Wait before it, in minutes. */
  readonly minutes: number;
  readonly count: number;
}

const FIELDS = {
  scheduleSkipAlreadyRunning: 'ModeScheduleSkipAlreadyRunning',
  retryFailedJob: 'ModeScheduleLastJobFailDoRetry',
  adminResetPassword: 'ModeAdminResetPassword',
  adminViewFilenames: 'ModeAdminViewFilenames',
  requireUserResetPassword: 'ModeRequireUserResetPassword',
} as const;

/** What has a mode. */
export type ModeOption = keyof typeof FIELDS;

const RETRY = ['ModeLastJobFailDoRetryTime', 'ModeLastJobFailDoRetryCount'] as const;

/** A mode with its number of minutes and repeats, if it has them; those of an earlier call are void. */
export function modeSettings(option: ModeOption, mode: PolicyMode, retry: JobRetry | undefined): Setting[] {
  const field = namedValue(FIELDS, option);
  const value = namedValue(MODES, mode);
  if (field === undefined || value === undefined || (retry !== undefined && option !== 'retryFailedJob')) {
    return [refusedMode(option, mode, field === undefined, value === undefined)];
  }
  const [time, count] = RETRY;
  const drops = option === 'retryFailedJob' ? RETRY.map((name) => [POLICY, name]) : [];
  const settings = [setting(field, value, { drops })];
  if (retry !== undefined) {
    const issues: Issue[] = [];
    const parts = partsOf(retry, `mode.${option}`, issues);
    if (issues.length > 0) return [refusedSetting(`mode.${option}`, issues)];
    settings.push(copiedSetting([POLICY, time], parts.minutes), copiedSetting([POLICY, count], parts.count));
  }
  return settings;
}

function refusedMode(option: unknown, mode: unknown, noOption: boolean, noMode: boolean): Setting {
  const known = (table: object) => Object.keys(table).join(', ');
  const message = noOption
    ? `${said(option)} is none of ${known(FIELDS)}`
    : noMode
      ? `${said(mode)} is none of ${known(MODES)}`
      : 'takes no minutes and count; only retryFailedJob does';
  const path = typeof option === 'string' ? `mode.${quote(option)}` : 'mode';
  return refusedSetting(path, [{ path, message, code: 'INVALID_OPTION' }]);
}

/** The name and the words of a mode's field; undefined for a field that is none. */
export function modeOf(field: string): string | undefined {
  return Object.values(FIELDS).some((known) => known === field) ? nameOf(FIELDS, field) : undefined;
}

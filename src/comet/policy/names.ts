/** Storage vault types by name. */
export const VAULT_TYPES = {
  s3: 1000,
  sftp: 1001,
  local: 1002,
  comet: 1003,
  ftp: 1004,
  azure: 1005,
  spanned: 1006,
  swift: 1007,
  b2: 1008,
  storj: 1009,
  webdav: 1010,
  smb: 1011,
} as const;

/** A storage vault type by name, or as the published number (`DESTINATIONTYPE` of the constants' door). */
export type VaultType = keyof typeof VAULT_TYPES | (typeof VAULT_TYPES)[keyof typeof VAULT_TYPES];

const ENGINES = [
  'exchangeedb',
  'file',
  'hyperv',
  'mongodb',
  'mssql',
  'mysql',
  'proxmox',
  'stdout',
  'systemstate',
  'vmware',
  'vsswriter',
  'windisk',
  'windowssystem',
  'winmsofficemail',
] as const;

/** Every engine of Protected Items, by the vendor's names without `engine1/`. */
export const POLICY_ENGINES: readonly (typeof ENGINES)[number][] = Object.freeze(ENGINES);

/** An engine of Protected Items: `file`, or in full `engine1/file`. Microsoft 365 is `winmsofficemail`. */
export type PolicyEngine = (typeof ENGINES)[number] | `engine1/${(typeof ENGINES)[number]}`;

/** The engine that runs commands on the device. */
export const COMMAND_ENGINE = 'engine1/stdout';

/** Whether a setting is on, who may change it: the vendor's `DefaultSettingMode` by name. */
export const MODES = {
  systemDefault: 0,
  optionalOn: 1,
  optionalOff: 2,
  alwaysOn: 3,
  alwaysOff: 4,
} as const;

/** `alwaysOn` and `alwaysOff` bind the user, `optionalOn` and `optionalOff` are what a user starts with. */
export type PolicyMode = keyof typeof MODES;

/** Operating systems by name. */
export const SYSTEMS = {
  any: 0,
  windows: 1,
  windowsX86: 2,
  windowsX64: 3,
  macos: 4,
  linux: 5,
} as const;

/** An operating system; `windowsX86` has 32 bits, `windowsX64` has 64. */
export type OperatingSystem = keyof typeof SYSTEMS;

/** Days of the week, from the one that the vendor counts as 0. */
export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** The value of a name, or undefined; a member of the prototype is no name. */
export function namedValue<T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The name of a value, or the value as text. */
export function nameOf(table: Readonly<Record<string, unknown>>, value: unknown): string {
  return Object.keys(table).find((name) => table[name] === value) ?? String(value);
}

/** The number of a vault type; undefined for one that is unknown, or that only schedules may name. */
export function vaultTypeNumber(type: unknown): number | undefined {
  return namedValue(VAULT_TYPES, type) ?? Object.values(VAULT_TYPES).find((number) => number === type);
}

/** The vendor's full name of an engine; undefined for an unknown one. */
export function engineName(engine: unknown): string | undefined {
  if (typeof engine !== 'string') return undefined;
  const name = engine.replace(/^engine1\//, '');
  return ENGINES.some((known) => known === name) ? `engine1/${name}` : undefined;
}

import type { CometCategory } from './category.ts';

/** Engines that the vendor documents; whichever of them no category counts is ignored on purpose. */
const DOCUMENTED: ReadonlySet<string> = new Set(
  [
    'exchangeedb',
    'file',
    'mongodb',
    'mssql',
    'mysql',
    'stdout',
    'systemstate',
    'vsswriter',
    'windisk',
    'windowssystem',
    'winmsofficemail',
    'hyperv',
    'vmware',
    'proxmox',
  ].map((name) => `engine1/${name}`),
);

/** Engines that a category counts, lower-case. */
export function enginesOf({ server }: CometCategory): readonly string[] {
  if (server === null || server.measure === 'deviceCount') return [];
  return server.engines.map((engine) => engine.toLowerCase());
}

/** Whether an engine (lower-case) is one of the vendor's known ones, or counted by a category. */
export function isKnownEngine(engine: string, categories: readonly CometCategory[]): boolean {
  return DOCUMENTED.has(engine) || categories.some((category) => enginesOf(category).includes(engine));
}

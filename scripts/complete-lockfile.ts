/**
 * Adds the optional packages of other platforms to package-lock.json. npm leaves them out when the registry at
 * hand does not carry them, and `npm ci` then refuses the file. With `--check` nothing is written, and the exit
 * code is 1 when some are missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lockfile {
  packages: Record<string, LockedPackage>;
}

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const file = join(import.meta.dirname, '../package-lock.json');
const lockfile = JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
const { packages } = lockfile;

/** Whether node's resolution finds a package from the folder of another. */
function isLocked(name: string, from: string): boolean {
  const parent = from.lastIndexOf('node_modules/');
  if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in packages) return true;
  return from !== '' && isLocked(name, parent <= 0 ? '' : from.slice(0, parent - 1));
}

/** The platform that a package names in its own name; npm then skips it elsewhere without asking for it. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu'> {
  const words = name.split(/[/@-]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (cpu.length === 0) throw new Error(`${name} names no processor; add it to package-lock.json by hand`);
  return { cpu, ...(os.length > 0 && { os }) };
}

const missing = Object.entries(packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isLocked(name, path))
    .map(([name, version]) => ({
      name,
      entry: { version, ...(dev && { dev }), optional: true, ...platformOf(name) },
    })),
);

if (process.argv.includes('--check')) {
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    console.error(`package-lock.json lacks ${names}; run node scripts/complete-lockfile.ts`);
    process.exitCode = 1;
  }
} else {
  for (const { name, entry } of missing) packages[`node_modules/${name}`] = entry;
  lockfile.packages = Object.fromEntries(
    Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
  writeFileSync(file, `${JSON.stringify(lockfile, undefined, 2)}\n`);
  console.log(`${missing.length} packages added`);
}

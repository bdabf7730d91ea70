/**
 * A browser for tests of what people look at. On Linux it comes with the package `@sparticuz/chromium`, libraries and
 * a font included, so nothing has to be installed; it is unpacked once. Elsewhere, or with `CHROMIUM_PATH`, an
 * installed one is used.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/reseller-sdk');
const HELP = 'install Chromium or Chrome and name its program in CHROMIUM_PATH';

/** A browser that was started. @throws Error that says what to install, when there is none */
export async function startBrowser(): Promise<Browser> {
  const installed = process.env['CHROMIUM_PATH'];
  try {
    if (installed !== undefined)
      return await chromium.launch({ executablePath: installed, args: argumentsOf() });
    if (process.platform === 'linux' && process.arch === 'x64') return await startPacked();
    return await chromium.launch({ channel: 'chrome', args: argumentsOf() });
  } catch (error) {
    throw new Error(`no browser could be started for the tests of HTML reports: ${HELP}`, { cause: error });
  }
}

/** The sandbox needs rights that root in a container does not have; the pages are our own. */
function argumentsOf(): string[] {
  return ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
}

async function startPacked(): Promise<Browser> {
  const folder = unpacked();
  const env = {
    ...process.env,
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    LD_LIBRARY_PATH: join(folder, 'libraries', 'lib'),
  };
  return chromium.launch({ executablePath: join(folder, 'chromium'), args: argumentsOf(), env });
}

/** The folder with the unpacked browser. Tests that unpack it at the same time do not disturb each other. */
function unpacked(): string {
  const bin = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../../bin');
  const manifest: unknown = JSON.parse(readFileSync(join(bin, '../package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  const folder = join(CACHE, `chromium-${String(version)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(join(CACHE, 'draft-'));
  writeFileSync(join(draft, 'chromium'), unpack(join(bin, 'chromium.br')), { mode: 0o755 });
  extract(join(bin, 'al2023.tar.br'), join(draft, 'libraries'));
  extract(join(bin, 'fonts.tar.br'), join(draft, 'fonts'));
  writeFileSync(join(draft, 'fonts.conf'), fontsIn(folder));
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function unpack(file: string): Buffer {
  return brotliDecompressSync(readFileSync(file));
}

function extract(file: string, into: string): void {
  mkdirSync(into);
  const { status, error, stderr } = spawnSync('tar', ['-x', '-C', into], { input: unpack(file) });
  if (status !== 0) throw new Error(`tar could not unpack ${file}: ${error?.message ?? stderr.toString()}`);
}

function fontsIn(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>
`;
}

/**
 * The second half of `npm run build`: the types of every door, as `.d.ts` for import and `.d.cts` for require. One
 * TypeScript program prints both in seconds; a bundler of declarations takes minutes and gigabytes for this many doors.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { doors } from './doors.ts';

const source = resolve('src');
const dist = resolve('dist');

/** What TypeScript has to say, readable and with the place. */
function complaint(diagnostics: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getNewLine: () => '\n',
  });
}

/** The declarations of all modules that doors lead to, by their path in `dist`. */
function declarations(): Map<string, string> {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.', {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: source,
    outDir: dist,
  });
  const sources = doors().map((door) => door.source);
  const program = ts.createProgram(sources, options);
  const printed = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (path, text) => printed.set(resolve(path), text));
  if (diagnostics.length > 0) throw new Error(complaint(diagnostics));
  return printed;
}

/** Each relative import of a declaration, with its place in the text. */
function relativeImports(text: string): ts.FileReference[] {
  return ts.preProcessFile(text, true, true).importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
}

/** The text with its relative imports ending as the built modules do. */
function withExtension(text: string, extension: string): string {
  let out = '';
  let at = 0;
  for (const { fileName, pos } of relativeImports(text).sort((a, b) => a.pos - b.pos)) {
    const start = pos + 1; // behind the quote
    out += text.slice(at, start) + fileName.replace(/\.ts$/, extension);
    at = start + fileName.length;
  }
  return out + text.slice(at);
}

/** The path of the declaration that this import of `from` means. */
function declarationOf(specifier: string, from: string): string {
  return resolve(dirname(from), specifier.replace(/\.ts$/, '.d.ts'));
}

const printed = declarations();
const wanted = new Set(doors().map(({ path }) => join(dist, path, 'index.d.ts')));
for (const path of wanted) {
  const text = printed.get(path);
  if (text === undefined) throw new Error(`No declaration for ${path}`);
  for (const { fileName } of relativeImports(text)) wanted.add(declarationOf(fileName, path));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, withExtension(text, '.js'));
  writeFileSync(path.replace(/\.d\.ts$/, '.d.cts'), withExtension(text, '.cjs'));
}
console.log(`Declarations of ${doors().length} doors: ${wanted.size} modules`);

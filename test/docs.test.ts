import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = [
  'README.md',
  ...globSync('{docs,examples}/**/*.md', { cwd: root }).filter((page) => !page.startsWith('docs/api')),
];

/** A TypeScript block of a page, under a name that leads back to it. */
interface Snippet {
  readonly file: string;
  readonly text: string;
}

/** A block, and the comment before it that declares what a reader knows from the text around it. */
const SNIPPET = /(?:<!-- given: ([\s\S]*?) -->\n+)?^```ts\n([\s\S]*?)^```$/gm;

/** A block that is followed by what it prints. */
const WORKED_EXAMPLE = /^```ts\n((?:(?!```).*\n)*)```\n\nprints\n\n```text\n((?:(?!```).*\n)*)```$/gm;

function workedExamplesOf(page: string): { name: string; code: string; printed: string }[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(WORKED_EXAMPLE)].map(([, code = '', printed = ''], index) => ({
    name: `${page}, number ${index + 1}`,
    code,
    printed,
  }));
}

/** What a program prints that imports the package by name. */
function outputOf(code: string): string {
  const flags = ['--import', './scripts/from-source.ts', '--input-type=module-typescript'];
  return execFileSync(process.execPath, flags, { cwd: root, input: code, encoding: 'utf8' });
}

function snippetsOf(page: string): Snippet[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(SNIPPET)].map(([, given = '', code = ''], index) => {
    const file = join(root, `${page.replaceAll('/', '-')}-${index + 1}.mts`);
    return { file, text: `${given}\n${code}\nexport {};\n` };
  });
}

/** What the compiler says of all snippets, as if they stood beside the sources. */
function problemsOf(snippets: readonly Snippet[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const virtual = new Map(snippets.map(({ file, text }) => [file, text]));
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => virtual.has(file) || fileExists.call(host, file);
  host.readFile = (file) => virtual.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, ...rest) => {
    const text = virtual.get(file);
    return text === undefined
      ? getSourceFile.call(host, file, ...rest)
      : ts.createSourceFile(file, text, rest[0]);
  };
  const program = ts.createProgram([...virtual.keys()], options, host);
  return [...virtual.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText, start }) => {
        const line = source?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
        return `${relative(root, file)} line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      },
    );
  });
}

describe('the documentation', () => {
  test('has only snippets that compile', { timeout: 120_000 }, () => {
    const snippets = pages.flatMap(snippetsOf);
    expect(snippets.length).toBeGreaterThan(5);
    expect(problemsOf(snippets)).toEqual([]);
  });

  test.each(pages.flatMap(workedExamplesOf))(
    'prints what it says: $name',
    { timeout: 60_000 },
    ({ code, printed }) => {
      expect(outputOf(code)).toBe(printed);
    },
  );

  test.each(pages)('%s links to files that exist', (page) => {
    const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)];
    const missing = links
      .map(([, target = '']) => join(dirname(join(root, page)), target))
      .filter((file) => !ts.sys.fileExists(file) && !ts.sys.directoryExists(file));
    expect(missing.map((file) => relative(root, file))).toEqual([]);
  });
});

/**
 * Writes the table of wire shapes that the Comet fake decodes and zero-fills by, from the catalogue.
 * `--check` only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly firstSeenIn?: string;
  readonly sinceVersion?: string;
}

interface CatalogueType {
  readonly kind: 'object' | 'enum' | 'alias';
  readonly base?: string;
  readonly type?: string;
  readonly fields?: readonly Field[];
}

/** Types that a request of the fake's endpoints carries, or that a seed may hold. */
const ROOTS = [
  'UserProfileConfig',
  'GroupPolicy',
  'PolicyOptions',
  'AdminOptions',
  'UninstallConfig',
  'SearchClause',
  'BackupJobDetail',
  'BucketProperties',
  'LiveUserConnection',
  'ServerMetaVersionInfo',
  'ServerMetaBrandingProperties',
  'AdminAccountPropertiesResponse',
];

const root = join(import.meta.dirname, '..');
const target = join(root, 'src/testing/comet/generated/shapes.ts');

function plainType(type: string, types: Readonly<Record<string, CatalogueType>>): string {
  return type.replaceAll(/[A-Za-z0-9_]+/g, (name) => {
    const known = types[name];
    return known === undefined || known.kind === 'object' ? name : (known.base ?? known.type ?? name);
  });
}

/** The text of the generated module. */
export function shapesModule(catalogue: { readonly types: Readonly<Record<string, CatalogueType>> }): string {
  const wanted: string[] = [];
  const visit = (name: string): void => {
    const type = catalogue.types[name];
    if (type?.kind !== 'object' || wanted.includes(name)) return;
    wanted.push(name);
    for (const field of type.fields ?? []) for (const part of field.type.match(/\w+/g) ?? []) visit(part);
  };
  for (const name of ROOTS) visit(name);
  const entries = wanted.sort().map((name) => {
    const lines = (catalogue.types[name]?.fields ?? []).map((field) => {
      const type = plainType(field.type, catalogue.types) + (field.nullable ? '~' : '');
      const since = field.sinceVersion ?? field.firstSeenIn ?? '';
      return `    ${`${field.name}${field.optional ? '?' : ''} ${type} ${since}`.trimEnd()}`;
    });
    return `  ${name}: \`\n${lines.join('\n')}\n  \`,`;
  });
  return `// Generated from catalog/comet-admin.api.json by scripts/generate-fake-shapes.ts. Do not edit.

/** Fields of the wire types, one a line: name (\`?\` = left out when zero), type (\`~\` = may be null), first version. */
export const SHAPES: Readonly<Record<string, string>> = {
${entries.join('\n')}
};
`;
}

/** The module as the checked-in catalogue makes it. */
export function currentShapesModule(): string {
  return shapesModule(JSON.parse(readFileSync(join(root, 'catalog/comet-admin.api.json'), 'utf8')));
}

if (import.meta.main) {
  const text = currentShapesModule();
  if (process.argv.includes('--check')) {
    if (readFileSync(target, 'utf8') !== text) {
      console.error('src/testing/comet/generated/shapes.ts differs from the catalogue; run this script');
      process.exitCode = 1;
    }
  } else writeFileSync(target, text);
}

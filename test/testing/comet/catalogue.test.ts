import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMET_ENDPOINTS } from '../../../src/testing/comet/endpoints/table.ts';

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly encoding: string;
  readonly optional: boolean;
  readonly sinceVersion?: string;
}

interface CatalogueEndpoint {
  readonly name: string;
  readonly path: string;
  readonly aliases?: readonly string[];
  readonly method: string;
  readonly auth: string;
  readonly requires: readonly string[];
  readonly sinceVersion?: string;
  readonly params: readonly Parameter[];
}

const catalogue: { readonly endpoints: readonly CatalogueEndpoint[] } = JSON.parse(
  readFileSync(new URL('../../../catalog/comet-admin.api.json', import.meta.url), 'utf8'),
);

function spec({ type, encoding, optional, sinceVersion }: Parameter): string {
  const kind = encoding === 'json' ? `json:${type}` : encoding;
  return `${kind}${optional ? '?' : ''} ${sinceVersion ?? ''}`.trimEnd();
}

test.each(COMET_ENDPOINTS.map((endpoint) => [endpoint.name, endpoint] as const))(
  '%s has the facts of the catalogue',
  (name, endpoint) => {
    const wanted = catalogue.endpoints.find((candidate) => candidate.name === name);
    expect({
      path: endpoint.path,
      aliases: endpoint.aliases ?? [],
      method: endpoint.method ?? 'POST',
      auth: endpoint.auth,
      topLevelOnly: endpoint.topLevelOnly ?? false,
      since: endpoint.since,
      params: { ...endpoint.params },
    }).toEqual({
      path: wanted?.path,
      aliases: wanted?.aliases ?? [],
      method: wanted?.method,
      auth: wanted?.auth,
      topLevelOnly: wanted?.requires.includes('not-available-to-tenant-admins'),
      since: wanted?.sinceVersion,
      params: Object.fromEntries(
        (wanted?.params ?? []).map((parameter) => [parameter.name, spec(parameter)]),
      ),
    });
  },
);

test('no two endpoints share a name or a path', () => {
  const names = COMET_ENDPOINTS.map(({ name }) => name);
  const paths = COMET_ENDPOINTS.flatMap(({ path, aliases = [] }) => [path, ...aliases]);
  expect([new Set(names).size, new Set(paths).size]).toEqual([names.length, paths.length]);
});

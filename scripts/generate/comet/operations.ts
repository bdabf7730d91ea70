import type { BodyResult, Literal, Operation, Param } from '../model.ts';
import type { CatalogueEndpoint, CatalogueParam, CometCatalogue } from './catalogue.ts';
import { bindingOf } from './names.ts';
import { parseType } from './types.ts';
import { noteSentence, requirementSentence, versionSentences } from './wording.ts';

/** Calls that need nothing but a valid login, so that a 403 means the login (contract 4.12). */
const LOGIN_ONLY = new Set([
  'AdminAccountProperties',
  'AdminAccountSessionStart',
  'AdminMetaVersion',
  'HybridSessionStart',
  'UserWebSessionStart',
]);

/** Answers that are text although the catalogue names no content type. */
const TEXT = new Set(['AdminMetaReadSelectLogs']);

const LISTS_EVERYTHING = new Set(['AdminListUsersFull', 'AdminGetJobsAll']);
const DEFAULT_TIMEOUT_MS = 60_000;

/** Longest time of one attempt by class of operation (contract 10.1). */
function timeoutOf(endpoint: CatalogueEndpoint, download: boolean): number {
  if (download) return 600_000;
  if (/RequestStorageVault$/.test(endpoint.name)) return 400_000;
  if (LISTS_EVERYTHING.has(endpoint.name)) return 300_000;
  return endpoint.deviceQuery ? 120_000 : DEFAULT_TIMEOUT_MS;
}

/** How a parameter goes into the form; `?` marks one that may be left out. */
function encodingOf(param: CatalogueParam): string {
  if (param.default === 'serverURL') return 'self';
  // The server may count the mere presence as true, so a false one is left out.
  if (param.name === 'IncludeUsers') return 'flag';
  if (param.encoding !== 'json') return param.optional ? `${param.encoding}?` : param.encoding;
  const shape = parseType(param.type).kind === 'list' ? 'list' : 'object';
  return param.optional ? `${shape}?` : shape;
}

function readParam(param: CatalogueParam): Param {
  const type = param.encoding === 'file' ? ({ kind: 'upload' } as const) : parseType(param.type);
  const note =
    param.default === 'serverURL' ? ['Default: the `selfAddress` of the client.'] : noteSentence(param.note);
  return {
    name: param.name,
    type,
    required: !param.optional,
    docs: [...note, ...versionSentences(param)],
  };
}

/** Members that an older server leaves out of the answer, by `response.before`. */
function lateFields({ response }: CatalogueEndpoint, catalogue: CometCatalogue): readonly string[] {
  if (response.before === undefined || response.before.type === 'none') return [];
  const early = new Set(catalogue.types[response.before.type]?.fields?.map(({ name }) => name));
  const fields = catalogue.types[response.type]?.fields ?? [];
  return fields.map(({ name }) => name).filter((name) => !early.has(name));
}

function readResult(endpoint: CatalogueEndpoint, catalogue: CometCatalogue): BodyResult {
  const { response, name } = endpoint;
  const type = parseType(response.type);
  if (response.kind === 'json') {
    return { kind: 'json', type, lateFields: lateFields(endpoint, catalogue), download: false };
  }
  const text = response.contentType === 'text/plain' || TEXT.has(name);
  const download = endpoint.readOnly === true && !text;
  return { kind: text ? 'text' : 'bytes', type, lateFields: [], download };
}

/** Whether a top-level null stands for an empty list or an empty map (contract 5.1). */
function emptyOf(endpoint: CatalogueEndpoint, catalogue: CometCatalogue): 'list' | 'map' | undefined {
  if (endpoint.response.kind !== 'json' || endpoint.response.envelope) return undefined;
  const type = parseType(endpoint.response.type);
  if (type.kind === 'list' || type.kind === 'map') return type.kind;
  const alias = type.kind === 'named' ? catalogue.types[type.name] : undefined;
  return alias?.kind === 'alias' && alias.type?.startsWith('map<') ? 'map' : undefined;
}

function authOf({ auth }: CatalogueEndpoint): Record<string, Literal> {
  if (auth === 'none') return { auth: 'none' };
  return auth === 'admin-or-public-downloads' ? { auth: 'optional' } : {};
}

function settingsOf(endpoint: CatalogueEndpoint, result: BodyResult, catalogue: CometCatalogue) {
  const timeoutMs = timeoutOf(endpoint, result.download);
  const empty = emptyOf(endpoint, catalogue);
  const params = Object.fromEntries(endpoint.params.map((param) => [param.name, encodingOf(param)]));
  const settings: Record<string, Literal> = {
    path: endpoint.path,
    ...(endpoint.method === 'POST' ? {} : { method: endpoint.method }),
    params,
    ...authOf(endpoint),
    ...(endpoint.readOnly || endpoint.deviceQuery ? { read: true } : {}),
    ...(endpoint.deviceQuery ? { maxRetries: 1 } : {}),
    ...(timeoutMs === DEFAULT_TIMEOUT_MS ? {} : { timeoutMs }),
    ...(endpoint.sinceVersion === undefined ? {} : { since: endpoint.sinceVersion }),
    ...(LOGIN_ONLY.has(endpoint.name) ? { loginOnly: true } : {}),
    ...(endpoint.response.envelope ? { envelope: true } : {}),
    ...(endpoint.response.before?.type === 'none' ? { emptyBody: true } : {}),
    ...(empty === undefined ? {} : { empty }),
  };
  return settings;
}

/** What a repeat may do, as a sentence. */
function repeatSentence({ readOnly, deviceQuery }: CatalogueEndpoint): string {
  if (deviceQuery) return 'Asks the device; repeated at most once on network trouble.';
  return readOnly ? 'Changes nothing; repeated on network trouble.' : 'Never repeated by the client.';
}

function readOperation(endpoint: CatalogueEndpoint, catalogue: CometCatalogue): Operation {
  const result = readResult(endpoint, catalogue);
  const own = endpoint.auth === 'user' ? ['Acts as the end user.'] : [];
  const open = endpoint.auth === 'none' ? ['Sends no credentials.'] : [];
  return {
    name: endpoint.name,
    identifier: endpoint.name,
    file: endpoint.group,
    binding: bindingOf(endpoint.name, endpoint.group),
    docs: [
      `\`${endpoint.name}\`: \`${endpoint.method} ${endpoint.path}\`.`,
      ...own,
      ...open,
      ...requirementSentence(endpoint.requires),
      ...versionSentences(endpoint),
      repeatSentence(endpoint),
    ],
    params: endpoint.params.map(readParam),
    result,
    settings: settingsOf(endpoint, result, catalogue),
  };
}

/** All operations, in the order of the catalogue. @throws Error when two would be the same method */
export function readOperations(catalogue: CometCatalogue): readonly Operation[] {
  const operations = catalogue.endpoints.map((endpoint) => readOperation(endpoint, catalogue));
  const taken = new Map<string, string>();
  for (const { name, binding } of operations) {
    const place = `${binding.client}.${binding.group}.${binding.method}`;
    const other = taken.get(place);
    if (other !== undefined) throw new Error(`${name} and ${other} would both be ${place}`);
    taken.set(place, name);
  }
  return operations;
}

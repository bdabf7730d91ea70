import { ARGUMENT_SETS } from './generated/operations.ts';
import { isMembers, type Members, members } from './rack-query.ts';
import { Refusal } from './refusal.ts';

/** Where a value stands among the arguments, for the detail of a refusal. */
export type Path = readonly string[];

interface ArgumentType {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
}

/** An argument as the generated table writes it: `name* type`. */
export function parseType(line: string): ArgumentType {
  const [name = '', type = ''] = line.split(' ');
  return { name: name.replace('*', ''), required: name.endsWith('*'), type };
}

/** Checks and converts arguments; unknown ones are ignored, as the server does. @throws Refusal */
export function parseArguments(lines: readonly string[], sent: Members, path: Path): Members {
  const parsed = members();
  for (const { name, required, type } of lines.map(parseType)) {
    const value = sent[name];
    if (value === undefined || (value === null && required)) {
      if (required) throw missing(name, path);
    } else {
      parsed[name] = value === null ? null : parseValue(type, value, [...path, name]);
      if (path.length === 0) requirePositivePage(name, parsed[name]);
    }
  }
  return parsed;
}

/** The refusal of an argument that is needed and absent (contract 5.2). */
export function missing(name: string, path: Path = []): Refusal {
  return new Refusal('missing_required_argument', {
    path: [...path, name],
    argument: { name, description: null },
  });
}

function parseValue(type: string, value: unknown, path: Path): unknown {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) throw invalidArgument(path, 'array_expected');
    return value.map((item, index) => parseItem(type.slice(0, -2), item, path, index));
  }
  if (type.startsWith('lookup:')) return parseLookup(type.slice(7).split('|'), value, path);
  if (type.startsWith('enum:')) return parseEnum(type.slice(5).split('|'), value, path);
  if (Object.hasOwn(ARGUMENT_SETS, type) || type === 'object') return parseSet(type, value, path);
  return parseScalar(type, value, path);
}

/** A refusal of an item names its index. */
function parseItem(type: string, item: unknown, path: Path, index: number): unknown {
  try {
    return parseValue(type, item, path);
  } catch (error) {
    if (!(error instanceof Refusal) || error.detail['index'] !== null) throw error;
    throw new Refusal(error.code, { ...error.detail, index }, error.message);
  }
}

function parseLookup(keys: readonly string[], value: unknown, path: Path): Members {
  if (!isMembers(value)) throw invalidArgument(path, 'object_expected');
  const [key, ...others] = keys.filter((name) => value[name] !== undefined && value[name] !== null);
  if (key === undefined) throw invalidArgument(path, 'missing_lookup_value');
  if (others.length > 0) throw invalidArgument(path, 'ambiguous_lookup_values');
  return Object.assign(members(), { [key]: parseScalar('string', value[key], [...path, key]) });
}

function parseEnum(values: readonly string[], value: unknown, path: Path): unknown {
  if (typeof value !== 'string' || !values.includes(value)) throw invalidArgument(path, 'invalid_enum_value');
  return value;
}

function parseSet(type: string, value: unknown, path: Path): Members {
  if (!isMembers(value)) throw invalidArgument(path, 'object_expected');
  return type === 'object' ? value : parseArguments(ARGUMENT_SETS[type] ?? [], value, path);
}

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...[true, 'true', 'yes', 1, '1'].map((value) => [value, true] as const),
  ...[false, 'false', 'no', 0, '0'].map((value) => [value, false] as const),
]);

/** Scalars as the server converts them (contract 3.6). */
function parseScalar(type: string, value: unknown, path: Path): unknown {
  const converted = type === 'integer' ? toInteger(value) : type === 'boolean' ? BOOLEANS.get(value) : value;
  const wanted = type === 'integer' ? 'number' : type;
  if (typeof converted !== wanted) throw invalidArgument(path, 'invalid_scalar');
  return converted;
}

function toInteger(value: unknown): unknown {
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
  return Number.isSafeInteger(value) ? value : undefined;
}

function requirePositivePage(name: string, value: unknown): void {
  if ((name === 'page' || name === 'per_page') && Number(value) < 1) {
    throw invalidArgument([name], 'validation_errors', ['must be at least 1']);
  }
}

function invalidArgument(path: Path, issue: string, errors: readonly string[] = []): Refusal {
  const name = path.at(-1) ?? '';
  return new Refusal(
    'invalid_argument',
    {
      path,
      index: null,
      issue,
      issue_description: issue.replaceAll('_', ' '),
      errors,
      argument: { id: `FakeKatapult/${name}`, name, description: null },
    },
    `The argument ${path.join('.')} is not valid: ${issue.replaceAll('_', ' ')}`,
  );
}

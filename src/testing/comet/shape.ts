import { SHAPES } from './generated/shapes.ts';

/** A field of a wire type. */
export interface ShapeField {
  readonly name: string;
  readonly type: string;
  /** Left out of the JSON when zero. */
  readonly optional: boolean;
  /** First server version that knows it. */
  readonly since: string | undefined;
}

const parsed = new Map<string, readonly ShapeField[]>();

/** The fields of an object type of the catalogue, in order; undefined for any other type. */
export function shapeOf(type: string): readonly ShapeField[] | undefined {
  const known = parsed.get(type);
  if (known !== undefined) return known;
  if (!Object.hasOwn(SHAPES, type)) return undefined;
  const fields = (SHAPES[type] ?? '').trim().split('\n').map(parseField);
  parsed.set(type, fields);
  return fields;
}

function parseField(line: string): ShapeField {
  const [name = '', type = '', since] = line.trim().split(' ');
  return {
    name: name.replace('?', ''),
    type: type.replace('~', ''),
    optional: name.endsWith('?'),
    since,
  };
}

/**
 * What to read of a JSON value: the whole of it, some members of an object, or the same of each member of an object
 * that is used as a map. Names are the wire's.
 */
export type JsonShape =
  | 'whole'
  | { readonly members: Readonly<Record<string, JsonShape>> }
  | { readonly each: JsonShape };

/** A shape in the form in which a text is compared with it. */
export type Plan = 'whole' | EachPlan | MembersPlan;

/** The same of each member. */
export interface EachPlan {
  readonly each: Plan;
}

/** Some members. */
export interface MembersPlan {
  readonly byName: ReadonlyMap<string, MemberPlan>;
  /** By what `bucketOf` gives for the name in UTF-8. */
  readonly buckets: readonly (readonly MemberPlan[] | undefined)[];
}

/** A member to read. */
export interface MemberPlan {
  readonly name: string;
  /** The name in UTF-8. */
  readonly bytes: Uint8Array;
  readonly plan: Plan;
}

const plans = /* @__PURE__ */ new WeakMap<object, Plan>();

/** The plan of a shape, made when it is first asked for. */
export function planOf(shape: JsonShape): Plan {
  if (shape === 'whole') return shape;
  const plan =
    plans.get(shape) ?? ('each' in shape ? { each: planOf(shape.each) } : membersPlan(shape.members));
  plans.set(shape, plan);
  return plan;
}

function membersPlan(shapes: Readonly<Record<string, JsonShape>>): MembersPlan {
  const encoder = new TextEncoder();
  const members = Object.entries(shapes).map(([name, shape]): MemberPlan => {
    return { name, bytes: encoder.encode(name), plan: planOf(shape) };
  });
  return {
    byName: new Map(members.map((member) => [member.name, member])),
    buckets: Array.from({ length: BUCKETS }, (_hole, bucket) => {
      const found = members.filter(({ bytes }) => bucketOf(bytes, 0, bytes.length) === bucket);
      return found.length === 0 ? undefined : found;
    }),
  };
}

const BUCKETS = 256;

/** A number below 256 for a name in UTF-8, by which most of the names that nobody asked for are told apart. */
export function bucketOf(bytes: Uint8Array, start: number, length: number): number {
  if (length === 0) return 0;
  return ((bytes[start] ?? 0) ^ ((bytes[start + length - 1] ?? 0) << 3) ^ (length * 29)) & (BUCKETS - 1);
}

/** A yes or no of the wire: `true`, `1`, `"1"` or `"true"`, and their opposites (contract 5.2). Read it by its meaning. */
export type WireFlag = boolean | number | string;

/** An identifier: a number, as digits, or a bigint beyond 2^53. Pass on what you got. */
export type WireId = number | bigint | string;

/** The parameters of an operation that has none. */
export type NoParams = Readonly<Record<string, never>>;

/** Members that the API has or will have beyond those listed; they stay as they came. */
export interface Loose {
  readonly [member: string]: unknown;
}

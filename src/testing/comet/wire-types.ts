import type {
  AvailableDownload,
  BackupJobDetail,
  BucketProperties,
  DestinationConfig,
  GroupPolicy,
  LiveUserConnection,
  Organization,
  PolicyOptions,
  SearchClause,
  UserProfileConfig,
} from '../../comet/admin/types/index.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { DecodeError, decode } from './decode.ts';
import { shapeOf } from './shape.ts';
import { isWireObject } from './wire-value.ts';

/** The wire types that the fake stores or reads, by their names in the catalogue. */
export interface WireTypes {
  readonly AvailableDownload: AvailableDownload;
  readonly BackupJobDetail: BackupJobDetail;
  readonly BucketProperties: BucketProperties;
  readonly DestinationConfig: DestinationConfig;
  readonly GroupPolicy: GroupPolicy;
  readonly LiveUserConnection: LiveUserConnection;
  readonly Organization: Organization;
  readonly PolicyOptions: PolicyOptions;
  readonly SearchClause: SearchClause;
  readonly UserProfileConfig: UserProfileConfig;
}

/** A wire type of which only the fields that matter are given, at every depth. The rest is zero. */
export type Seed<T> = T extends string | number | bigint | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Seed<Item>[]
    : { readonly [Field in keyof T]?: Seed<T[Field]> };

/** A value as its type, after decoding. @throws DecodeError when it was not decoded as that */
export function proven<Name extends keyof WireTypes>(type: Name, value: unknown): WireTypes[Name] {
  if (!isDecoded(type, value)) throw new DecodeError(type, `is not a decoded ${type}`);
  return value;
}

/** Decodes into a type as a server of this version does. @throws DecodeError naming the path */
export function decodeAs<Name extends keyof WireTypes>(
  type: Name,
  value: unknown,
  version: string,
): WireTypes[Name] {
  return proven(type, decode(type, value, version));
}

/** Decodes what a test wrote down. @throws InvalidInputError naming the field that does not fit */
export function decodeSeed<Name extends keyof WireTypes>(
  type: Name,
  value: Seed<WireTypes[Name]>,
  version: string,
): WireTypes[Name] {
  try {
    return decodeAs(type, value, version);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new InvalidInputError(type, [{ path: error.path, message: error.reason }]);
  }
}

/** Decoding fills in every field that the type requires of all versions; their presence is the proof. */
function isDecoded<Name extends keyof WireTypes>(type: Name, value: unknown): value is WireTypes[Name] {
  const fields = shapeOf(type) ?? [];
  return (
    isWireObject(value) &&
    fields.every(({ name, optional, since }) => optional || since !== undefined || Object.hasOwn(value, name))
  );
}

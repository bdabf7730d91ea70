import type {
  AliasType,
  ConstantFamily,
  Field,
  ObjectType,
  OpenEnum,
  TypeDefinition,
  TypeRef,
} from '../model.ts';
import type { CatalogueField, CatalogueType, CometCatalogue } from './catalogue.ts';
import { formatSentence, noteSentence, versionSentences } from './wording.ts';

/** Names for families of constants that fields use without a named type. */
const ENUM_NAMES: Readonly<Record<string, string>> = {
  BRANDINGSTYLETYPE: 'BrandingStyleType',
  DESTINATIONTYPE: 'DestinationType',
  ENCRYPTIONMETHOD: 'EncryptionMethod',
  ENGINE_BUILTIN: 'EngineBuiltin',
  MIXED_VIRTUAL_ACCOUNT_TYPE: 'MixedVirtualAccountType',
  MSSQL_AUTH: 'MSSQLAuthMode',
  MSSQL_METHOD: 'MSSQLMethod',
  NEW_STORAGE_VAULT_MODE: 'NewStorageVaultMode',
  OBJECT_LOCK: 'ObjectLock',
  OFFICE365_REGION: 'Office365Region',
  PASSWORD_FORMAT: 'PasswordFormat',
  PROXMOX_TYPE: 'ProxmoxType',
  SCHEDULE_FREQUENCY: 'ScheduleFrequency',
  STOREDOBJECTTYPE: 'StoredObjectType',
};

const PRIMITIVES: Readonly<Record<string, TypeRef>> = {
  string: { kind: 'string' },
  bool: { kind: 'boolean' },
  int: { kind: 'number' },
  int64: { kind: 'number' },
  uint64: { kind: 'number' },
  float: { kind: 'number' },
  bytes: { kind: 'string' },
  any: { kind: 'unknown' },
};

/** A type expression of the catalogue's grammar. */
export function parseType(text: string): TypeRef {
  if (text.endsWith('[]')) return { kind: 'list', of: parseType(text.slice(0, -2)) };
  const map = /^map<[^,<>]+,(.+)>$/.exec(text);
  if (map?.[1] !== undefined) return { kind: 'map', of: parseType(map[1]) };
  return PRIMITIVES[text] ?? { kind: 'named', name: text };
}

/** Replaces the innermost type of lists and maps. */
function withLeaf(type: TypeRef, leaf: TypeRef): TypeRef {
  return type.kind === 'list' || type.kind === 'map' ? { ...type, of: withLeaf(type.of, leaf) } : leaf;
}

function leafOf(type: TypeRef): TypeRef {
  return type.kind === 'list' || type.kind === 'map' ? leafOf(type.of) : type;
}

function fieldType(field: CatalogueField, catalogue: CometCatalogue): TypeRef {
  const type = parseType(field.type);
  if (field.risk53) return withLeaf(type, { kind: 'int64' });
  const name = field.enum === undefined ? undefined : ENUM_NAMES[field.enum];
  const tied = name !== undefined && leafOf(type).kind !== 'named' && !field.bitset;
  return tied && catalogue.constants[field.enum ?? ''] !== undefined
    ? withLeaf(type, { kind: 'named', name })
    : type;
}

function fieldDocs(field: CatalogueField, catalogue: CometCatalogue): string[] {
  const docs = [...noteSentence(field.note), ...formatSentence(field.format)];
  if (field.type === 'bytes') docs.push('Base64 with padding.');
  if (field.bitset) docs.push(`Bits of \`${field.enum}\`.`);
  else if (field.enum !== undefined && catalogue.constants[field.enum] === undefined) {
    docs.push('The vendor publishes no values.');
  }
  return [...docs, ...versionSentences(field)];
}

function readField(field: CatalogueField, catalogue: CometCatalogue): Field {
  const young = field.firstSeenIn !== undefined || field.sinceVersion !== undefined;
  return {
    name: field.name,
    type: fieldType(field, catalogue),
    nullable: field.nullable === true || field.optional === true,
    absent: field.optional === true || young,
    docs: fieldDocs(field, catalogue),
  };
}

function typeDocs(type: CatalogueType): string[] {
  return [
    ...noteSentence(type.note),
    ...(type.usedAs === undefined ? [] : noteSentence(type.usedAs)),
    ...versionSentences(type),
  ];
}

/** All named types but the enums, in the order of the catalogue. */
export function readTypes(catalogue: CometCatalogue): ReadonlyMap<string, TypeDefinition> {
  const types = new Map<string, TypeDefinition>();
  for (const [name, type] of Object.entries(catalogue.types)) {
    const docs = typeDocs(type);
    if (type.kind === 'alias') {
      types.set(name, { kind: 'alias', name, docs, type: parseType(type.type ?? '') } satisfies AliasType);
    } else if (type.kind === 'object') {
      const fields = (type.fields ?? []).map((field) => readField(field, catalogue));
      types.set(name, { kind: 'object', name, docs, fields } satisfies ObjectType);
    }
  }
  return types;
}

/** All open enums: those that the vendor names, and those that only have constants. */
export function readEnums(catalogue: CometCatalogue): readonly OpenEnum[] {
  const enums = new Map<string, OpenEnum>();
  const add = (name: string, family: string, base: string | undefined, docs: readonly string[]): void => {
    if (catalogue.types[name]?.kind === 'object') throw new Error(`${name} is an object and an enum`);
    if (enums.has(name)) return;
    enums.set(name, { kind: 'enum', name, family, base: base === 'string' ? 'string' : 'number', docs });
  };
  for (const [name, type] of Object.entries(catalogue.types)) {
    if (type.kind === 'enum') add(name, type.constants ?? '', type.base, typeDocs(type));
  }
  for (const [family, name] of Object.entries(ENUM_NAMES)) {
    add(name, family, catalogue.constants[family]?.base, []);
  }
  return [...enums.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** All families of constants by name. */
export function readConstants(catalogue: CometCatalogue): readonly ConstantFamily[] {
  return Object.entries(catalogue.constants)
    .map(([name, family]) => ({
      name,
      docs: [
        ...noteSentence(family.note),
        ...(family.bitset ? ['Bits that are added up.'] : []),
        ...Object.entries(family.ranges ?? {}).map(([band, [low, high]]) => `${low} to ${high}: ${band}.`),
      ],
      values: family.values.map((item) => ({
        name: item.name,
        value: item.value,
        docs: versionSentences(item),
      })),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

import type { Element } from '@xmldom/xmldom';
import type { Codec } from './codec.ts';
import type { Place } from './notes.ts';
import { append, elementsOf, expectAttributes } from './xml.ts';

/** A member of a record: what it is on the wire, and whether it must be there. */
interface Field<Value> {
  /** Name of the child element, or of the attribute behind an `@`. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly write: (value: unknown, parent: Element, at: Place) => void;
  /** The value from the child elements of that name, at least one, or from the attribute. */
  readonly read: (elements: readonly Element[], parent: Element, at: Place) => Value | undefined;
}

/** The fields of a record, one per member. */
type Fields<Value> = {
  readonly [Key in keyof Value]-?: Field<Exclude<Value[Key], undefined>>;
};

/** A rule between the members of a record. */
type Rule = (value: Readonly<Record<string, unknown>>, at: Place) => void;

/** A child element. A list without items is left out. */
export function optional<Value>(name: string, codec: Codec<Value>): Field<Value> {
  return {
    name,
    isRequired: false,
    write: (value, parent, at) => {
      const element = append(parent, name);
      codec.write(value, element, at);
      if (Array.isArray(value) && value.length === 0) parent.removeChild(element);
    },
    read: ([first, ...more], _parent, at) => {
      if (more.length > 0) at.refuse('stands more than once');
      return first === undefined ? undefined : codec.read(first, at);
    },
  };
}

/** A child element that must be there. */
export function required<Value>(name: string, codec: Codec<Value>): Field<Value> {
  return { ...optional(name, codec), isRequired: true };
}

/** Child elements of one name that stand side by side. */
export function repeated<Value>(name: string, codec: Codec<Value>): Field<readonly Value[]> {
  return {
    name,
    isRequired: false,
    write: (value, parent, at) => writeItems(name, codec, value, parent, at),
    read: (elements, _parent, at) => readItems(codec, elements, at),
  };
}

/** An attribute that is `yes` or `no`. */
export function yesNo(name: string): Field<boolean> {
  return {
    name: `@${name}`,
    isRequired: false,
    write: (value, parent, at) => {
      if (typeof value === 'boolean') parent.setAttribute(name, value ? 'yes' : 'no');
      else at.refuse('must be true or false');
    },
    read: (_elements, parent, at) => {
      const given = parent.getAttribute(name);
      return given === 'yes' ? true : given === 'no' ? false : given === null ? undefined : at.skip();
    },
  };
}

/** An element that holds nothing but elements of one name, and attributes that are the matter of others. */
export function list<Value>(
  tag: string,
  item: Codec<Value>,
  attributes: readonly string[] = [],
): Codec<readonly Value[]> {
  return {
    write: (value, element, at) => writeItems(tag, item, value, element, at),
    read: (element, at) => {
      expectAttributes(element, attributes, at);
      const own = elementsOf(element, at, [tag]);
      return readItems(item, own, at.element(tag));
    },
  };
}

function writeItems(tag: string, item: Codec<unknown>, value: unknown, parent: Element, at: Place): void {
  if (!Array.isArray(value)) {
    at.refuse('must be a list');
    return;
  }
  for (const [index, member] of value.entries()) item.write(member, append(parent, tag), at.item(index));
}

function readItems<Value>(item: Codec<Value>, elements: readonly Element[], at: Place): readonly Value[] {
  return elements.flatMap((element, index) => {
    // As in XPath, the first element is number 1.
    const value = item.read(element, at.item(index + 1));
    return value === undefined ? [] : [value];
  });
}

/**
 * An object with a known set of members. Other members are refused when it is written, for a misspelt name would
 * build another machine than was meant; other elements and attributes are noted when it is read.
 *
 * @param options the rule between members, for writing; attributes that are the matter of others
 */
export function record<Value extends object>(
  fields: Fields<Value>,
  options: { readonly rule?: Rule; readonly attributes?: readonly string[] } = {},
): Codec<Value> {
  const members = new Map(Object.entries<Field<unknown>>(fields));
  return {
    write: (value, element, at) => {
      if (!isObject(value)) {
        at.refuse('must be an object');
        return;
      }
      refuseOthers(members, value, at);
      options.rule?.(value, at);
      writeMembers(members, value, element, at);
    },
    read: (element, at) => {
      const attributes = [...members.values()].filter(({ name }) => name.startsWith('@'));
      const names = attributes.map(({ name }) => name.slice(1));
      expectAttributes(element, [...names, ...(options.attributes ?? [])], at);
      const { value, isComplete } = readMembers(members, element, at);
      return isWhole<Value>(value, isComplete) ? value : undefined;
    },
  };
}

type FieldList = ReadonlyMap<string, Field<unknown>>;

function refuseOthers(fields: FieldList, value: object, at: Place): void {
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined && !fields.has(key))
      at.member(key).refuse('is no part of a build specification');
  }
}

function writeMembers(
  fields: FieldList,
  value: Readonly<Record<string, unknown>>,
  element: Element,
  at: Place,
): void {
  for (const [key, { isRequired, write }] of fields) {
    const member = Object.hasOwn(value, key) ? value[key] : undefined;
    if (member !== undefined) write(member, element, at.member(key));
    else if (isRequired) at.member(key).refuse('is missing');
  }
}

function readMembers(
  fields: FieldList,
  element: Element,
  at: Place,
): { readonly value: object; readonly isComplete: boolean } {
  const names = [...fields.values()].map(({ name }) => name);
  const elements = elementsOf(element, at, names);
  const value: Record<string, unknown> = {};
  let isComplete = true;
  for (const [key, { name, isRequired, read }] of fields) {
    const own = elements.filter(({ nodeName }) => nodeName === name);
    const isThere = own.length > 0 || name.startsWith('@');
    const member = isThere ? read(own, element, at.element(name)) : undefined;
    if (member !== undefined) value[key] = member;
    else if (isRequired) isComplete = false;
    if (isRequired && !isThere) at.element(name).refuse('is missing');
  }
  return { value, isComplete };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Each member that is there was read by the codec of its type; so nothing more can be missing than was noticed. */
function isWhole<Value>(value: object, isComplete: boolean): value is Value & object {
  return isComplete;
}

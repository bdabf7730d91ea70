import { type Codec, lazy } from './codec.ts';
import { checkedText, ipVersion } from './leaves.ts';
import { byAddress, byId, lookup } from './lookup.ts';
import { list, optional, record, required } from './record.ts';
import type {
  BuildSpecAddressAllocation,
  BuildSpecExistingAddress,
  BuildSpecNewAddress,
  BuildSpecOption,
} from './spec.ts';
import { append, elementsOf, expectAttributes, isXmlText, setText, textOf } from './xml.ts';

const newAddress = lazy(() =>
  record<Omit<BuildSpecNewAddress, 'type'>>(
    { version: required('Version', ipVersion), subnet: optional('Subnet', lookup(byId, byAddress)) },
    { attributes: ['type'] },
  ),
);

const existingAddress = lazy(() =>
  record<Omit<BuildSpecExistingAddress, 'type'>>(
    { address: required('IPAddress', lookup(byId, byAddress)) },
    { attributes: ['type'] },
  ),
);

/** An address for a network interface: its attribute `type` says which other parts it has. */
export const addressAllocation: Codec<BuildSpecAddressAllocation> = {
  write: (value, element, at) => {
    const { type, ...parts }: { readonly type?: unknown } = typeof value === 'object' && value ? value : {};
    if (type !== 'new' && type !== 'existing') {
      at.member('type').refuse('must be new or existing');
      return;
    }
    element.setAttribute('type', type);
    (type === 'new' ? newAddress : existingAddress).write(parts, element, at);
  },
  read: (element, at) => {
    const type = element.getAttribute('type');
    if (type === 'new') {
      const parts = newAddress.read(element, at);
      return parts && { type, ...parts };
    }
    if (type === 'existing') {
      const parts = existingAddress.read(element, at);
      return parts && { type, ...parts };
    }
    return at.skip();
  },
};

/** A host name, or `type="random"` without one. */
const innerHostname: Codec<string | { readonly random: true }> = {
  write: (value, element, at) => {
    if (typeof value === 'string') setText(element, checkedText(value, at) ?? '');
    else if (isRandom(value)) element.setAttribute('type', 'random');
    else at.refuse('must be a host name or { random: true }');
  },
  read: (element, at) => {
    expectAttributes(element, ['type'], at);
    const type = element.getAttribute('type');
    if (type === 'random') return { random: true };
    return type === null ? textOf(element, at) : at.element('@type').skip();
  },
};

const outerHostname = lazy(() =>
  record<{ readonly inner?: string | { readonly random: true } }>({
    inner: optional('Hostname', innerHostname),
  }),
);

/** The element around the host name, which bears the same name. */
export const hostname: Codec<string | { readonly random: true }> = {
  write: (value, element, at) => innerHostname.write(value, append(element, 'Hostname'), at),
  read: (element, at) => outerHostname.read(element, at)?.inner,
};

function isRandom(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'random' in value && value.random === true;
}

/** An option of a disk template: the key is an attribute, the value the text, which may be empty. */
export const option: Codec<BuildSpecOption> = {
  write: (value, element, at) => {
    const {
      key,
      value: text,
      ...rest
    }: { readonly key?: unknown; readonly value?: unknown } = typeof value === 'object' && value ? value : {};
    for (const name of Object.keys(rest)) at.member(name).refuse('is no part of a build specification');
    element.setAttribute('key', checkedText(key, at.member('key')) ?? '');
    if (typeof text !== 'string') at.member('value').refuse('must be a text');
    else if (!isXmlText(text)) at.member('value').refuse('holds a character that XML forbids');
    else setText(element, text);
  },
  read: (element, at) => {
    expectAttributes(element, ['key'], at);
    const key = element.getAttribute('key');
    if (key === null) return at.element('@key').refuse('is missing');
    if (!isXmlText(key)) at.element('@key').refuse('holds a character that XML forbids');
    return { key, value: textOf(element, at) };
  },
};

/** A list of things, or `all="yes"`. */
export function allOr<Value>(tag: string, item: Codec<Value>): Codec<'all' | readonly Value[]> {
  const items = list(tag, item, ['all']);
  return {
    write: (value, element, at) => {
      if (value === 'all') element.setAttribute('all', 'yes');
      else if (Array.isArray(value)) items.write(value, element, at);
      else at.refuse("must be 'all' or a list");
    },
    read: (element, at) => {
      const all = element.getAttribute('all');
      if (all === null || all === 'no') return items.read(element, at);
      if (all !== 'yes') return at.element('@all').skip();
      expectAttributes(element, ['all'], at);
      elementsOf(element, at, []);
      return 'all';
    },
  };
}

import { type Codec, lazy } from './codec.ts';
import { checkedText, integer } from './leaves.ts';
import type { ByAddress, ByEmailAddress, ById, ByName, ByPermalink } from './spec.ts';
import { expectAttributes, setText, textOf } from './xml.ts';

/** One way to name a thing. */
interface Way<Lookup extends object> {
  readonly key: string;
  /** The value of the attribute `by`, which is absent for an id. */
  readonly by: string;
  readonly make: (text: string) => Lookup;
}

export const byId: Way<ById> = { key: 'id', by: 'id', make: (id) => ({ id }) };
export const byPermalink: Way<ByPermalink> = {
  key: 'permalink',
  by: 'permalink',
  make: (permalink) => ({ permalink }),
};
export const byName: Way<ByName> = { key: 'name', by: 'name', make: (name) => ({ name }) };
export const byAddress: Way<ByAddress> = { key: 'address', by: 'address', make: (address) => ({ address }) };
export const byEmailAddress: Way<ByEmailAddress> = {
  key: 'emailAddress',
  by: 'email_address',
  make: (emailAddress) => ({ emailAddress }),
};

/** A thing that is named in one of these ways: an object with one member on our side, text on the wire. */
export function lookup<Ways extends readonly Way<object>[]>(
  ...ways: Ways
): Codec<ReturnType<Ways[number]['make']>>;
export function lookup(...ways: readonly Way<object>[]): Codec<object> {
  const keys = ways.map(({ key }) => key).join(' or ');
  return {
    write: (value, element, at) => {
      const members = typeof value === 'object' && value !== null ? definedMembers(value) : [];
      const [member] = members;
      const way = ways.find(({ key }) => key === member?.[0]);
      if (members.length !== 1 || way === undefined) {
        at.refuse(`must be an object with one member: ${keys}`);
        return;
      }
      if (way !== byId) element.setAttribute('by', way.by);
      setText(element, checkedText(member?.[1], at.member(way.key)) ?? '');
    },
    read: (element, at) => {
      const way = ways.find(({ by }) => by === (element.getAttribute('by') ?? 'id'));
      expectAttributes(element, ['by'], at);
      return way === undefined ? at.element('@by').skip() : way.make(textOf(element, at));
    },
  };
}

const marked = lazy(() => integer(1, ['by']));

function definedMembers(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

/** The number of a version, which the wire marks with `by="number"`. */
export const versionNumber: Codec<number> = {
  write: (value, element, at) => {
    element.setAttribute('by', 'number');
    marked.write(value, element, at);
  },
  read: (element, at) => (element.getAttribute('by') === 'number' ? marked.read(element, at) : at.skip()),
};

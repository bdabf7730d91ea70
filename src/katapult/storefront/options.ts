/** One choice of a shop's option: the permalink goes to the API, the name is shown. */
export interface OptionChoice {
  readonly permalink: string;
  readonly name: string;
}

/** A choice that the shop does not have yet. */
export interface NewOption extends OptionChoice {
  /** What the shop stores: `permalink|Name`. */
  readonly value: string;
  /** Whether it waits for somebody to release it. */
  readonly hidden: boolean;
}

/** What to change so that a shop's option offers what the API offers. Nothing is renamed or removed by it. */
export interface OptionsDiff {
  /** To be added, in the order of the API. */
  readonly added: readonly NewOption[];
  /** Stored values that the API still offers, in their order. */
  readonly kept: readonly string[];
  /** Stored values that the API no longer offers, in their order: orders of them would fail. */
  readonly vanished: readonly string[];
}

/**
 * The two parts of a stored value `permalink|Name`, split at the first `|`. Without one the text is both.
 *
 * Source: contract katapult 10.13, D39.
 */
export function parseOption(value: string): OptionChoice {
  const bar = value.indexOf('|');
  if (bar === -1) return { permalink: value, name: value };
  return { permalink: value.slice(0, bar), name: value.slice(bar + 1) };
}

/**
 * Compares the values that a shop stored with what the API offers. A choice is known by its exact permalink, so
 * a new name of it changes nothing. New choices are hidden until somebody releases them, unless the option itself
 * is new.
 *
 * Source: contract katapult 10.13, D39.
 * @param existing stored values `permalink|Name`
 */
export function diffOptions(
  existing: readonly string[],
  remote: readonly OptionChoice[],
  { firstTime = false }: { readonly firstTime?: boolean | undefined } = {},
): OptionsDiff {
  const offered = new Map<string, OptionChoice>();
  for (const choice of remote) if (!offered.has(choice.permalink)) offered.set(choice.permalink, choice);
  const known = new Set(existing.map((value) => parseOption(value).permalink));
  const isOffered = (value: string): boolean => offered.has(parseOption(value).permalink);
  const added = [...offered.values()]
    .filter(({ permalink }) => !known.has(permalink))
    .map(({ permalink, name }) => ({
      permalink,
      name,
      value: `${permalink}|${name}`,
      hidden: !firstTime,
    }));
  return { added, kept: existing.filter(isOffered), vanished: existing.filter((value) => !isOffered(value)) };
}

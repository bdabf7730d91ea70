import type { Issue } from '../../../core/errors/input.ts';
import { quote } from '../../../core/secret.ts';
import { itemsOf, memberOf, membersOf } from '../json.ts';
import { type DraftFacts, defaultItems, entriesOf, isOn } from './facts.ts';

/** R11 to R13. */
export function itemRefusals(facts: DraftFacts): Issue[] {
  return [
    ...engineRefusals(facts),
    ...idRefusals(facts),
    ...sourceRefusals(facts),
    ...overrideRefusals(facts),
  ];
}

function engineRefusals(facts: DraftFacts): Issue[] {
  const types = memberOf(facts.user, 'ProtectedItemEngineTypes');
  if (memberOf(types, 'ShouldRestrictEngineTypeList') !== true) return [];
  const allowed = itemsOf(memberOf(types, 'AllowedEngineTypeWhenRestricted'));
  return defaultItems(facts).flatMap(({ at, value }) => {
    const engine = memberOf(value, 'Engine');
    if (typeof engine !== 'string' || engine === '' || allowed.includes(engine)) return [];
    const message = `${quote(engine)} is not among the allowed engines`;
    return [{ path: `${at}.Engine`, message, code: 'ENGINE_NOT_ALLOWED' }];
  });
}

function idRefusals(facts: DraftFacts): Issue[] {
  const anywhere = new Set(entriesOf(facts, 'DefaultSources').map(({ id }) => id));
  return entriesOf(facts, 'DefaultSourcesWithOSRestriction')
    .filter(({ id }) => anywhere.has(id))
    .map(({ at }) => ({
      path: at,
      message: 'the id is that of a default item without a system too',
      code: 'DEFAULT_ITEM_TWICE',
    }));
}

function sourceRefusals(facts: DraftFacts): Issue[] {
  const items = new Set<unknown>(defaultItems(facts).map(({ id }) => id));
  return entriesOf(facts, 'DefaultSourcesBackupRules')
    .map(({ at, value }) => ({ at, source: memberOf(value, 'Source') }))
    .filter(({ source }) => !items.has(source))
    .map(({ at, source }) => ({
      path: `${at}.Source`,
      message: `${quote(String(source))} is no default item of this draft`,
      code: 'RULE_SOURCE_UNKNOWN',
    }));
}

function overrideRefusals(facts: DraftFacts): Issue[] {
  if (!isOn(facts, 'PreventProtectedItemRetention')) return [];
  return defaultItems(facts)
    .filter(({ value }) => membersOf(memberOf(value, 'OverrideDestinationRetention')).length > 0)
    .map(({ at }) => ({
      path: `${at}.OverrideDestinationRetention`,
      message: 'items may not have retentions of their own (lockItems)',
      code: 'ITEM_RETENTION_LOCKED',
    }));
}

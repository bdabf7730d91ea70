import type { Issue } from '../../../core/errors/input.ts';
import { itemsOf, memberOf } from '../json.ts';
import { type DraftFacts, isOn, placeOf } from './facts.ts';

/** R3, R4 and R5. */
export function allowListRefusals(facts: DraftFacts): Issue[] {
  const canAddVaults =
    !isOn(facts, 'PreventRequestStorageVault') || !isOn(facts, 'PreventAddCustomStorageVault');
  return [
    ...listRefusals(
      facts,
      'StorageVaultProviders',
      ['ShouldRestrictProviderList', 'AllowedProvidersWhenRestricted'],
      {
        isPointless: canAddVaults,
        code: 'NO_VAULT_TYPE_ALLOWED',
        message:
          'no vault type is allowed, yet users may add vaults; deny request and addCustom, or allow a type',
      },
    ),
    ...listRefusals(
      facts,
      'ProtectedItemEngineTypes',
      ['ShouldRestrictEngineTypeList', 'AllowedEngineTypeWhenRestricted'],
      {
        isPointless: !isOn(facts, 'PreventNewProtectedItem'),
        code: 'NO_ENGINE_ALLOWED',
        message: 'no engine is allowed, yet users may create items; deny create, or allow an engine',
      },
    ),
  ];
}

function listRefusals(
  { user, refused }: DraftFacts,
  field: string,
  [flag, list]: readonly [string, string],
  empty: { readonly isPointless: boolean; readonly code: string; readonly message: string },
): Issue[] {
  if (refused.has(field)) return [];
  const allowed = memberOf(user, field);
  const isRestricted = memberOf(allowed, flag) === true;
  const count = itemsOf(memberOf(allowed, list)).length;
  if (isRestricted && count === 0 && empty.isPointless) {
    return [{ path: placeOf(field, list), message: empty.message, code: empty.code }];
  }
  if (isRestricted || count === 0) return [];
  const message = `the list would be ignored: ${flag} is not true`;
  return [{ path: placeOf(field, list), message, code: 'ALLOW_LIST_IGNORED' }];
}

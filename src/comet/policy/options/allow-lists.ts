import type { Issue } from '../../../core/errors/input.ts';
import { said } from '../given.ts';
import { itemsOf } from '../json.ts';
import { engineName, vaultTypeNumber } from '../names.ts';
import { POLICY, type Setting, setting } from '../state.ts';

const VAULT_TYPES = 'StorageVaultProviders';
const ENGINES = 'ProtectedItemEngineTypes';

/** The storage vault types that may be used. Flag and list always go together. */
export function vaultTypesSetting(types: readonly unknown[]): Setting {
  const { found, issues } = known(VAULT_TYPES, types, vaultTypeNumber, 'UNKNOWN_VAULT_TYPE');
  const numbers = found.sort((a, b) => a - b);
  return setting(
    VAULT_TYPES,
    { ShouldRestrictProviderList: true, AllowedProvidersWhenRestricted: numbers },
    { issues },
  );
}

/** No restriction of storage vault types. */
export function anyVaultTypeSetting(): Setting {
  return setting(VAULT_TYPES, { ShouldRestrictProviderList: false, AllowedProvidersWhenRestricted: [] });
}

/** The engines that may be used. */
export function enginesSetting(engines: readonly unknown[]): Setting {
  const { found, issues } = known(ENGINES, engines, engineName, 'UNKNOWN_ENGINE');
  return setting(
    ENGINES,
    { ShouldRestrictEngineTypeList: true, AllowedEngineTypeWhenRestricted: found.sort() },
    { issues },
  );
}

/** No restriction of engines. */
export function anyEngineSetting(): Setting {
  return setting(ENGINES, { ShouldRestrictEngineTypeList: false, AllowedEngineTypeWhenRestricted: [] });
}

/** What is known of a list, each once, and an issue for each of the rest (R6). */
function known<T>(
  field: string,
  list: readonly unknown[],
  find: (item: unknown) => T | undefined,
  code: string,
): { readonly found: T[]; readonly issues: Issue[] } {
  const found = new Set<T>();
  const issues: Issue[] = [];
  if (!Array.isArray(list)) {
    issues.push({ path: `${POLICY}.${field}`, message: 'must be a list', code: 'INVALID_OPTION' });
  }
  for (const [at, item] of itemsOf(list).entries()) {
    const value = find(item);
    if (value !== undefined) found.add(value);
    else
      issues.push({
        path: `${POLICY}.${field}[${at}]`,
        message: `${said(item)} cannot be allowed here`,
        code,
      });
  }
  return { found: [...found], issues };
}

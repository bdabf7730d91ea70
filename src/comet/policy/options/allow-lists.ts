import type { Issue } from '../../../core/errors/input.ts';
import { quote } from '../../../core/secret.ts';
import { itemsOf } from '../json.ts';
import { engineName, vaultTypeNumber } from '../names.ts';
import { POLICY, type Setting, setting } from '../state.ts';

/** The storage vault types that may be used: those listed, or any. Flag and list always go together. */
export function vaultTypesSetting(types: readonly unknown[] | undefined): Setting {
  const field = 'StorageVaultProviders';
  const { found, issues } = known(field, types, vaultTypeNumber, 'UNKNOWN_VAULT_TYPE');
  const numbers = found.sort((a, b) => a - b);
  return setting(
    field,
    { ShouldRestrictProviderList: types !== undefined, AllowedProvidersWhenRestricted: numbers },
    { issues },
  );
}

/** The engines that may be used: those listed, or any. */
export function enginesSetting(engines: readonly unknown[] | undefined): Setting {
  const field = 'ProtectedItemEngineTypes';
  const { found, issues } = known(field, engines, engineName, 'UNKNOWN_ENGINE');
  return setting(
    field,
    { ShouldRestrictEngineTypeList: engines !== undefined, AllowedEngineTypeWhenRestricted: found.sort() },
    { issues },
  );
}

/** What is known of a list, each once, and an issue for each of the rest (R6). */
function known<T>(
  field: string,
  list: readonly unknown[] | undefined,
  find: (item: unknown) => T | undefined,
  code: string,
): { readonly found: T[]; readonly issues: Issue[] } {
  const found = new Set<T>();
  const issues: Issue[] = [];
  if (list !== undefined && !Array.isArray(list)) {
    issues.push({ path: `${POLICY}.${field}`, message: 'must be a list', code: 'INVALID_OPTION' });
  }
  for (const [at, item] of itemsOf(list).entries()) {
    const value = find(item);
    if (value !== undefined) found.add(value);
    else
      issues.push({
        path: `${POLICY}.${field}[${at}]`,
        message: `${quote(String(item))} cannot be allowed here`,
        code,
      });
  }
  return { found: [...found], issues };
}

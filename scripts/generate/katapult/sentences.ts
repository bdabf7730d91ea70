import type { CatalogueOperation } from './catalogue.ts';
import { NOTES, PURPOSES } from './notes.ts';
import { aNoun, codes, nounOf, singular } from './wording.ts';

/** What the operation's objects belong to: the first place of its path. */
function belonging({ placeholders = [] }: CatalogueOperation): string {
  const [first] = placeholders;
  return first === undefined ? '' : ` of ${aNoun(nounOf(first))}`;
}

/** What an operation does. @throws Error for a method that has no words */
function purpose(operation: CatalogueOperation): string {
  const own = PURPOSES[operation.sdk];
  if (own !== undefined) return own;
  const [group = '', method = ''] = operation.sdk.split('.');
  const many = nounOf(group);
  const one = singular(many);
  if (method === 'get') return `Reads one ${one}.`;
  if (method === 'create') return `Creates ${aNoun(one)}.`;
  if (method === 'update') return `Changes ${aNoun(one)}.`;
  if (method === 'remove') return `Deletes ${aNoun(one)}.`;
  if (!method.startsWith('list')) throw new Error(`no words for ${operation.sdk}`);
  const pace = operation.list?.paginated ? 'A page of the' : 'All';
  return `${pace} ${many}${belonging(operation)}.`;
}

function scopes({ scopesAnyOf }: CatalogueOperation): string {
  if (scopesAnyOf.length === 0) return 'Needs no scope.';
  const plural = scopesAnyOf.length > 1 ? 'one of the scopes' : 'the scope';
  return `Needs ${plural} ${codes(scopesAnyOf)}.`;
}

/** Codes beyond those that any operation may answer; never all of them (K03). */
function errorCodes({ errors, errorsOnlyInApia = [] }: CatalogueOperation): readonly string[] {
  const undocumented = errorsOnlyInApia.map((entry) => entry.replace(/^\d+ /, ''));
  const all = [...Object.values(errors).flat(), ...undocumented].sort();
  return all.length === 0 ? [] : [`Error codes of its own: ${codes(all)}.`];
}

/** The documentation of an operation; the first sentence names the vendor's endpoint. */
export function operationDocs(operation: CatalogueOperation): readonly string[] {
  const note = NOTES[operation.sdk];
  return [
    `\`${operation.method} ${operation.template.replace(/\{\w+\}/g, '_')}\`.`,
    purpose(operation),
    ...(note === undefined ? [] : [note]),
    scopes(operation),
    ...errorCodes(operation),
    operation.method === 'GET'
      ? 'Changes nothing; repeated on network trouble.'
      : 'Repeated only after a 429, which comes before any work.',
  ];
}

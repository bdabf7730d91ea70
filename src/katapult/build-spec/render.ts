import { InvalidInputError } from '../../core/errors/input.ts';
import { buildSpec, ROOT } from './grammar.ts';
import { Place } from './notes.ts';
import type { BuildSpec } from './spec.ts';
import { documentText, newRoot } from './xml.ts';

/**
 * The XML of a build specification, as `virtualMachines.buildFromSpec` takes it. Members that are undefined and
 * lists without items are left out; texts are escaped and come back as they are, line ends among them.
 *
 * Source: Katapult contract 7.6.
 * @throws InvalidInputError with the code `INVALID_BUILD_SPEC` and every problem: members that are missing, of a
 * wrong type, unknown or exclude each other, and characters that XML 1.0 forbids. It quotes no value
 */
export function renderBuildSpec(spec: BuildSpec): string {
  const notes = { issues: [], unknown: [] };
  const root = newRoot(ROOT);
  buildSpec.write(spec, root, new Place('', notes));
  if (notes.issues.length > 0) {
    throw new InvalidInputError('the build specification', notes.issues, 'INVALID_BUILD_SPEC');
  }
  return documentText(root);
}

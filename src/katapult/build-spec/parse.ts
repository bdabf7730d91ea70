import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { buildSpec, ROOT } from './grammar.ts';
import { Place } from './notes.ts';
import type { EchoedBuildSpec } from './spec.ts';
import { parseRoot } from './xml.ts';

/** What the XML of a build specification says. */
export interface ParsedBuildSpec {
  readonly spec: EchoedBuildSpec;
  /**
   * Paths of elements and attributes that were skipped because this version does not know them or their value,
   * such as `VirtualMachineSpec/SystemDisks/Disk[1]/Speed`. Empty: `spec` says all that the XML says.
   */
  readonly unknown: readonly string[];
}

/**
 * Reads a build specification, such as the normalised echo in `spec_xml` of a build. Elements may stand in any
 * order; what is not known is skipped and listed.
 *
 * Source: Katapult contract 7.6.
 * @throws InvalidInputError `MALFORMED_XML` when the text is no XML document without a document type and of at most
 * 131,072 characters; `INVALID_BUILD_SPEC` with every problem when its root or the content of a known element does
 * not fit. It quotes nothing of the document
 */
export function parseBuildSpec(xml: string): ParsedBuildSpec {
  const root = parseRoot(xml);
  const notes: { issues: Issue[]; unknown: string[] } = { issues: [], unknown: [] };
  const at = new Place(ROOT, notes);
  const spec = root.nodeName === ROOT ? buildSpec.read(root, at) : at.refuse('must be the root element');
  if (spec === undefined || notes.issues.length > 0) {
    throw new InvalidInputError('the XML of a build specification', notes.issues, 'INVALID_BUILD_SPEC');
  }
  return { spec, unknown: notes.unknown };
}

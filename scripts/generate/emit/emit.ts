import type { ApiModel } from '../model.ts';
import { checkedTypes } from './checked-types.ts';
import { checkersOf } from './checkers.ts';
import { emitChecks } from './checks.ts';
import { emitConstants } from './constants.ts';
import { emitConstantsDoor, emitOperationsDoor, emitTypesDoor } from './doors.ts';
import { emitGroups } from './groups.ts';
import type { Layout } from './layout.ts';
import { emitOperations } from './operations.ts';
import { CONSTANTS_FILE, placesOf } from './places.ts';
import { emitTypes } from './types.ts';

/** All files of an API by their path in the repository. */
export function emitApi(model: ApiModel, layout: Layout): ReadonlyMap<string, string> {
  const places = placesOf(model);
  const wanted = checkedTypes(model.operations, places, layout.inputCheckModule !== undefined);
  const checkers = checkersOf(model.families, wanted, places, layout);
  const files = new Map<string, string>();
  const add = (path: string, text: string): void => {
    files.set(`${layout.folder}/${path}.ts`, text);
  };
  if (layout.constantsDoor !== undefined) {
    add(`types/${CONSTANTS_FILE}`, emitConstants(model));
    files.set(layout.constantsDoor, emitConstantsDoor(model, layout.constantsDoor, layout));
  }
  for (const family of model.families) {
    add(`types/${family.name}`, emitTypes(family, places, layout));
    const checks = emitChecks(family, places, checkers, layout);
    if (checks !== undefined) add(`checks/${family.name}`, checks);
  }
  for (const [name, text] of emitOperations(model, places, checkers, layout)) add(`operations/${name}`, text);
  for (const [name, text] of emitGroups(model, places, layout)) add(`groups/${name}`, text);
  files.set(layout.operationsDoor, emitOperationsDoor(model, layout));
  files.set(layout.typesDoor, emitTypesDoor(model, layout));
  return files;
}

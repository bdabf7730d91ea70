import { dirname, relative } from 'node:path';
import type { ApiModel } from '../model.ts';
import { listText, SourceFile } from './file.ts';
import { groupBy } from './group-by.ts';
import type { Layout } from './layout.ts';
import { CONSTANTS_FILE } from './places.ts';
import { docBlock } from './text.ts';

/** Import path from a door to a generated file. */
function moduleFrom(door: string, layout: Layout, file: string): string {
  const path = relative(dirname(door), `${layout.folder}/${file}.ts`).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

function exportsText(start: string, names: readonly string[], module: string): string {
  return listText(start, [...names].sort(), ` from '${module}';`);
}

/** The door of single operations. */
export function emitOperationsDoor(model: ApiModel, layout: Layout): string {
  const file = new SourceFile();
  const door = layout.operationsDoor;
  const docs = [`Every operation of the ${model.title} as a value, for the smallest bundle.`];
  const files = groupBy(model.operations, (operation) => operation.file);
  const lines = [...files].map(([name, operations]) =>
    exportsText(
      'export',
      operations.map((operation) => operation.name),
      moduleFrom(door, layout, `operations/${name}`),
    ),
  );
  file.add(`${docBlock(docs)}${lines.join('')}`);
  return file.text();
}

/** The door of constants and open enums. */
export function emitConstantsDoor(model: ApiModel, layout: Layout): string {
  const file = new SourceFile();
  const module = moduleFrom(layout.constantsDoor, layout, `types/${CONSTANTS_FILE}`);
  const docs = [`Every published constant of the ${model.title}, and the open types made from them.`];
  const values = model.constants.map(({ name }) => name);
  const types = model.enums.map(({ name }) => name);
  file.add(
    `${docBlock(docs)}${exportsText('export', values, module)}${exportsText('export type', types, module)}`,
  );
  return file.text();
}

/** The door of types. */
export function emitTypesDoor(model: ApiModel, layout: Layout): string {
  const file = new SourceFile();
  const docs = [`Every object type of the ${model.title}, under the vendor's names.`];
  const lines = model.families.map(({ name, types }) =>
    exportsText(
      'export type',
      types.map((type) => type.name),
      moduleFrom(layout.typesDoor, layout, `types/${name}`),
    ),
  );
  file.add(`${docBlock(docs)}${lines.join('')}`);
  return file.text();
}

import { dirname, relative } from 'node:path';
import type { ApiModel, Operation } from '../model.ts';
import { listText, SourceFile } from './file.ts';
import { groupBy } from './group-by.ts';
import type { Layout } from './layout.ts';
import { paramsName, resultName } from './operations.ts';
import { CONSTANTS_FILE } from './places.ts';
import { docBlock } from './text.ts';

/** Import path from a door to a generated file. */
function moduleFrom(door: string, layout: Layout, file: string): string {
  const path = relative(dirname(door), `${layout.folder}/${file}.ts`).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

function exportsText(start: string, names: readonly string[], module: string): string {
  const sorted = [...names].sort((a, b) => byLetters(bare(a), bare(b)));
  return listText(start, sorted, ` from '${module}';`);
}

/** The name that `type X` exports. */
function bare(name: string): string {
  return name.replace(/^type /, '');
}

/** What the door of operations exports of one of them. */
function operationNames(operation: Operation, { typesWithOperations }: Layout): readonly string[] {
  if (!typesWithOperations) return [operation.identifier];
  const types = [
    ...(operation.params.length === 0 ? [] : [`type ${paramsName(operation)}`]),
    ...(operation.result.kind === 'object' ? [`type ${resultName(operation)}`] : []),
  ];
  return [...types, operation.identifier];
}

/** The order in which the formatter wants names: letter by letter, capitals first among equal letters. */
function byLetters(a: string, b: string): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [left = '', right = ''] = [a[index], b[index]];
    if (left === right) continue;
    const [lowerLeft, lowerRight] = [left.toLowerCase(), right.toLowerCase()];
    return (lowerLeft === lowerRight ? left < right : lowerLeft < lowerRight) ? -1 : 1;
  }
  return a.length - b.length;
}

/** A door: what it is for, and its exports by the name of the file they come from. */
function doorText(purpose: string, exports: readonly (readonly [file: string, text: string])[]): string {
  const file = new SourceFile();
  const sorted = [...exports].sort(([a], [b]) => (a < b ? -1 : 1));
  file.add(`${docBlock([purpose])}\n${sorted.map(([, text]) => text).join('')}`);
  return file.text();
}

/** The door of single operations. */
export function emitOperationsDoor(model: ApiModel, layout: Layout): string {
  const exports = [...groupBy(model.operations, ({ file }) => file)].map(([file, operations]) => {
    const names = operations.flatMap((operation) => operationNames(operation, layout));
    return [
      file,
      exportsText('export', names, moduleFrom(layout.operationsDoor, layout, `operations/${file}`)),
    ] as const;
  });
  return doorText(`Every operation of the ${model.title} as a value, for the smallest bundle.`, exports);
}

/** The door of constants and open enums. */
export function emitConstantsDoor(model: ApiModel, door: string, layout: Layout): string {
  const module = moduleFrom(door, layout, `types/${CONSTANTS_FILE}`);
  const types = exportsText(
    'export type',
    model.enums.map(({ name }) => name),
    module,
  );
  const values = exportsText(
    'export',
    model.constants.map(({ name }) => name),
    module,
  );
  const purpose = `Every published constant of the ${model.title}, and the open types made from them.`;
  return doorText(purpose, [[CONSTANTS_FILE, types + values]]);
}

/** The door of types. */
export function emitTypesDoor(model: ApiModel, layout: Layout): string {
  const exports = model.families.map(({ name, types }) => {
    const names = types.map((type) => type.name);
    return [
      name,
      exportsText('export type', names, moduleFrom(layout.typesDoor, layout, `types/${name}`)),
    ] as const;
  });
  return doorText(`Every object type of the ${model.title}, under the vendor's names.`, exports);
}

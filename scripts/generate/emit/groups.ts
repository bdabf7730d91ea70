import type { ApiModel, Operation, TypeRef } from '../model.ts';
import { SourceFile } from './file.ts';
import { groupBy } from './group-by.ts';
import { type Layout, moduleOf } from './layout.ts';
import { paramsName, resultName, resultText } from './operations.ts';
import type { Place } from './places.ts';
import { docBlock, kebab, oneLine, pascal } from './text.ts';
import { type TypeContext, typeText } from './types.ts';

/** Name of the class of a group. */
export function groupClass(client: string, group: string): string {
  return `${pascal(client)}${pascal(group)}Group`;
}

/** A method in print. */
interface Method {
  readonly name: string;
  /** The type of what it gives back at once, a promise included. */
  readonly returns: string;
  readonly docs: readonly string[];
  /** The type of its options. */
  readonly options: 'CallOptions' | 'IterateOptions';
  /** The caller's function, and the reader that it takes. */
  readonly does: 'call' | 'iterate' | 'read';
  readonly reader?: string;
}

function operationModule({ file }: Operation): string {
  return `../../operations/${file}.ts`;
}

function methodText(operation: Operation, method: Method, { file, layout }: TypeContext): string {
  const module = operationModule(operation);
  const value = file.value(operation.identifier, module);
  const options = `options?: ${file.type(method.options, layout.operationModule)}`;
  const type = paramsName(operation);
  file.type(type, type === 'NoParams' ? layout.operationModule : module);
  const needed = operation.params.some(({ required }) => required);
  const params = `params: ${type}${needed ? '' : ' = {}'}`;
  const end = `): ${method.returns} {`;
  const head =
    oneLine(`${method.name}(${params}, ${options}${end}`, 2) ??
    `  ${method.name}(\n    ${params},\n    ${options},\n  ${end}`;
  const given = [value, 'params', ...(method.reader === undefined ? [] : [method.reader]), 'options'];
  const call = `${method.does}(${given.join(', ')})`;
  return `${docBlock(method.docs, 2)}${head}\n    return this.#caller.${call};\n  }\n`;
}

function streamMethod({ binding, docs }: Operation, { file, layout }: TypeContext): Method {
  return {
    name: `${binding.method}Stream`,
    returns: 'Promise<ReadableStream<Uint8Array>>',
    docs: [...docs, 'The body as a stream; a refusal rejects before it is handed out.'],
    options: 'CallOptions',
    does: 'read',
    reader: file.value('readStream', moduleOf(layout, 'bytesModule')),
  };
}

function iterateMethod({ binding, docs }: Operation, item: TypeRef, context: TypeContext): Method {
  const { file, layout } = context;
  return {
    name: binding.method.replace(/^list/, 'iterate'),
    returns: `${file.type('Paged', layout.operationModule)}<${typeText(item, context)}>`,
    docs: [...docs, 'The items of this page and of all that follow; a page is asked for when it is due.'],
    options: 'IterateOptions',
    does: 'iterate',
  };
}

/** The type of an answer; one that is printed beside its operation is imported from there. */
function answerText(operation: Operation, context: TypeContext): string {
  return operation.result.kind === 'object'
    ? context.file.type(resultName(operation), operationModule(operation))
    : resultText(operation.result, context);
}

function methodsText(operation: Operation, context: TypeContext): string {
  const { binding, docs, result } = operation;
  const plain: Method = {
    name: binding.method,
    returns: `Promise<${answerText(operation, context)}>`,
    docs,
    options: 'CallOptions',
    does: 'call',
  };
  const methods = [plain];
  if (result.kind === 'object' && result.page !== undefined)
    methods.push(iterateMethod(operation, result.page.item, context));
  if (result.kind !== 'object' && result.download) methods.push(streamMethod(operation, context));
  return methods.map((method) => methodText(operation, method, context)).join('\n');
}

function groupText(name: string, operations: readonly Operation[], context: TypeContext): string {
  const caller = context.file.type('Caller', context.layout.operationModule);
  const start = `  readonly #caller: ${caller};\n\n  constructor(caller: ${caller}) {\n    this.#caller = caller;\n  }\n`;
  const methods = operations.map((operation) => methodsText(operation, context));
  const docs = docBlock([`Methods of the group \`${operations[0]?.binding.group}\`.`]);
  return `${docs}export class ${name} {\n${[start, ...methods].join('\n')}}\n`;
}

/** The files of groups, as `<client>/<group>`. */
export function emitGroups(
  model: ApiModel,
  places: ReadonlyMap<string, Place>,
  layout: Layout,
): ReadonlyMap<string, string> {
  const groups = groupBy(model.operations, ({ binding }) => `${binding.client}/${binding.group}`);
  const files = [...groups].map(([path, operations]) => {
    const [client = '', group = ''] = path.split('/');
    const file = new SourceFile();
    const deeper = (module: string): string => `../${module}`;
    const inner: Layout = {
      ...layout,
      checkModule: deeper(layout.checkModule),
      operationModule: deeper(layout.operationModule),
      ...(layout.bytesModule === undefined ? {} : { bytesModule: deeper(layout.bytesModule) }),
    };
    const context: TypeContext = {
      file,
      places,
      layout: inner,
      typeModule: (family) => `../../types/${family}.ts`,
    };
    file.add(groupText(groupClass(client, group), operations, context));
    return [`${client}/${kebab(group)}`, file.text()] as const;
  });
  return new Map(files);
}

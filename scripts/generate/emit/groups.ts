import type { ApiModel, Operation } from '../model.ts';
import { SourceFile } from './file.ts';
import { groupBy } from './group-by.ts';
import type { Layout } from './layout.ts';
import { paramsName, resultText } from './operations.ts';
import type { Place } from './places.ts';
import { docBlock, oneLine, pascal } from './text.ts';
import type { TypeContext } from './types.ts';

/** What printing a group needs to know. */
interface GroupContext extends TypeContext {
  readonly layout: Layout;
}

/** Name of the class of a group. */
export function groupClass(client: string, group: string): string {
  return `${pascal(client)}${pascal(group)}Group`;
}

/** A method in print. */
interface Method {
  readonly name: string;
  readonly result: string;
  readonly docs: readonly string[];
  /** Reads the answer in place of the operation's own way. */
  readonly reader?: string;
}

function methodText(operation: Operation, method: Method, { file, layout }: GroupContext): string {
  const module = `../../operations/${operation.file}.ts`;
  const value = file.value(operation.name, module);
  const options = `options?: ${file.type('CallOptions', layout.operationModule)}`;
  const type = paramsName(operation);
  file.type(type, type === 'NoParams' ? layout.operationModule : module);
  const needed = operation.params.some(({ required }) => required);
  const params = `params: ${type}${needed ? '' : ' = {}'}`;
  const end = `): Promise<${method.result}> {`;
  const head =
    oneLine(`${method.name}(${params}, ${options}${end}`, 2) ??
    `  ${method.name}(\n    ${params},\n    ${options},\n  ${end}`;
  const call =
    method.reader === undefined
      ? `call(${value}, params, options)`
      : `read(${value}, params, ${method.reader}, options)`;
  return `${docBlock(method.docs, 2)}${head}\n    return this.#caller.${call};\n  }\n`;
}

function methodsText(operation: Operation, context: GroupContext): string {
  const { binding, docs } = operation;
  const result = resultText(operation, context);
  const plain = methodText(operation, { name: binding.method, result, docs }, context);
  if (!operation.result.download) return plain;
  const stream: Method = {
    name: `${binding.method}Stream`,
    result: 'ReadableStream<Uint8Array>',
    docs: [...docs, 'The body as a stream; a refusal rejects before it is handed out.'],
    reader: context.file.value('readStream', context.layout.bytesModule),
  };
  return `${plain}\n${methodText(operation, stream, context)}`;
}

function groupText(name: string, operations: readonly Operation[], context: GroupContext): string {
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
      operationModule: deeper(layout.operationModule),
      bytesModule: deeper(layout.bytesModule),
    };
    const context: GroupContext = {
      file,
      places,
      layout: inner,
      int64Module: deeper(layout.checkModule),
      typeModule: (family) => `../../types/${family}.ts`,
    };
    file.add(groupText(groupClass(client, group), operations, context));
    return [`${client}/${kebab(group)}`, file.text()] as const;
  });
  return new Map(files);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

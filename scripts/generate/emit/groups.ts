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

function methodText(
  operation: Operation,
  method: string,
  result: string,
  docs: readonly string[],
  reader: string,
  context: GroupContext,
): string {
  const name = context.file.value(operation.name, `../../operations/${operation.file}.ts`);
  const options = `options?: ${context.file.type('CallOptions', context.layout.operationModule)}`;
  const params = paramsName(operation);
  const needed = operation.params.some(({ required }) => required);
  const none = params === 'NoParams';
  context.file.type(params, none ? context.layout.operationModule : `../../operations/${operation.file}.ts`);
  const first = `params: ${params}${needed ? '' : ' = {}'}`;
  const head = `${method}(${first}, ${options}): Promise<${result}> {`;
  const wide = `${method}(\n    ${first},\n    ${options},\n  ): Promise<${result}> {`;
  const call =
    reader === ''
      ? `return this.#caller.call(${name}, params, options);`
      : `return this.#caller.read(${name}, params, ${reader}, options);`;
  return `${docBlock(docs, 2)}${oneLine(head, 2) ?? `  ${wide}`}\n    ${call}\n  }\n`;
}

function methodsText(operation: Operation, context: GroupContext): string {
  const result = resultText(operation, context);
  const { method } = operation.binding;
  const plain = methodText(operation, method, result, operation.docs, '', context);
  if (!operation.result.download) return plain;
  const reader = context.file.value('readStream', context.layout.bytesModule);
  const docs = [...operation.docs, 'The body as a stream; a refusal rejects before it is handed out.'];
  const type = 'ReadableStream<Uint8Array>';
  return `${plain}\n${methodText(operation, `${method}Stream`, type, docs, reader, context)}`;
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

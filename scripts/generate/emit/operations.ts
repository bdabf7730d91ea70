import type { ApiModel, Operation, Param } from '../model.ts';
import { answerCheckText, type CheckContext, objectCheckText } from './checks.ts';
import { SourceFile } from './file.ts';
import type { Layout } from './layout.ts';
import { type Place, placeOf } from './places.ts';
import { docBlock, keyText, literalText, oneLine, quoted } from './text.ts';
import { type TypeContext, typeText } from './types.ts';

/** What printing operations needs to know. */
interface OperationContext extends TypeContext, CheckContext {
  readonly layout: Layout;
}

/** Name of the type of an operation's parameters. */
export function paramsName({ name, params }: Operation): string {
  return params.length === 0 ? 'NoParams' : `${name}Params`;
}

function paramText(param: Param, context: OperationContext): string {
  const type = typeText(param.type, context);
  const member = param.required ? `: ${type}` : `?: ${type} | undefined`;
  return `${docBlock(param.docs, 2)}  readonly ${keyText(param.name)}${member};\n`;
}

function paramsText(operation: Operation, context: OperationContext): string {
  if (operation.params.length === 0) {
    context.file.type('NoParams', context.layout.operationModule);
    return '';
  }
  const members = operation.params.map((param) => paramText(param, context)).join('');
  const docs = docBlock([`Parameters of \`${operation.name}\`.`]);
  return `${docs}export interface ${paramsName(operation)} {\n${members}}\n\n`;
}

/** The type of what an operation gives back. */
export function resultText(
  { result }: Operation,
  context: TypeContext & { readonly layout: Layout },
): string {
  if (result.kind === 'text') return 'string';
  if (result.kind === 'bytes') return 'Uint8Array';
  const type = typeText(result.type, context);
  if (result.lateFields.length === 0) return type;
  const late = context.file.type('Late', context.layout.operationModule);
  return `${late}<${type}, ${result.lateFields.map(quoted).join(' | ')}>`;
}

/** How the answer is read: a check of its JSON, or a reader of its body. */
function readerText(operation: Operation, context: OperationContext): { line: string; extra: string } {
  const { result, name } = operation;
  if (result.kind !== 'json') {
    const reader = result.kind === 'text' ? 'readText' : 'readBytes';
    return { line: `reader: ${context.file.value(reader, context.layout.bytesModule)}`, extra: '' };
  }
  if (result.lateFields.length === 0 || result.type.kind !== 'named') {
    return { line: `check: ${answerCheckText(result.type, context)}`, extra: '' };
  }
  const { definition } = placeOf(context.places, result.type.name);
  if (definition.kind !== 'object') throw new Error(`${result.type.name} has no fields to be late`);
  const check = `check${name}`;
  const text = objectCheckText(`const ${check}`, definition, result.lateFields, context);
  return { line: `check: ${check}`, extra: `${text}\n` };
}

function operationText(operation: Operation, context: OperationContext): string {
  const params = paramsText(operation, context);
  const result = resultText(operation, context);
  const { line, extra } = readerText(operation, context);
  const type = context.file.type('Operation', context.layout.operationModule);
  const settings = Object.entries(operation.settings).map(
    ([name, value]) => `${keyText(name)}: ${literalText(value, 2)}`,
  );
  if (operation.params.some((param) => param.type.kind === 'upload')) {
    settings.push(`build: ${context.file.value('buildUpload', context.layout.uploadModule)}`);
  }
  const members = [`name: ${quoted(operation.name)}`, ...settings, line].map((text) => `  ${text},\n`);
  const docs = docBlock(operation.docs);
  const start = `export const ${operation.name}: ${type}<`;
  const [first, end] = [paramsName(operation), '> = {'];
  const head =
    oneLine(`${start}${first}, ${result}${end}`, 0) ?? `${start}\n  ${first},\n  ${result}\n${end}`;
  return `${params}${extra}${docs}${head}\n${members.join('')}};\n`;
}

/** The files of operations, by their name. */
export function emitOperations(
  model: ApiModel,
  places: ReadonlyMap<string, Place>,
  layout: Layout,
): ReadonlyMap<string, string> {
  const files = new Map<string, SourceFile>();
  for (const operation of model.operations) {
    const file = files.get(operation.file) ?? new SourceFile();
    files.set(operation.file, file);
    const context: OperationContext = {
      file,
      places,
      layout,
      helpers: layout.checkModule,
      int64Module: layout.checkModule,
      typeModule: (family) => `../types/${family}.ts`,
      checkModule: (family) => `../checks/${family}.ts`,
    };
    file.add(operationText(operation, context));
  }
  return new Map([...files].map(([name, file]) => [name, file.text()]));
}

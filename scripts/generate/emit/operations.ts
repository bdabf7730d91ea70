import type { ApiModel, BodyResult, ObjectResult, Operation, Param } from '../model.ts';
import { answerCheckText, type CheckContext, fieldLine, objectCheckText } from './checks.ts';
import { SourceFile } from './file.ts';
import { type Layout, moduleOf } from './layout.ts';
import { type Place, placeOf } from './places.ts';
import { docBlock, keyText, literalText, oneLine, pascal, quoted } from './text.ts';
import { fieldText, type TypeContext, typeText } from './types.ts';

/** What printing operations needs to know. */
type OperationContext = TypeContext & CheckContext;

/** Name of the type of an operation's parameters. */
export function paramsName({ identifier, params }: Operation): string {
  return params.length === 0 ? 'NoParams' : `${pascal(identifier)}Params`;
}

/** Name of the type of an answer that is printed beside its operation. */
export function resultName({ identifier }: Operation): string {
  return `${pascal(identifier)}Result`;
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

/** The type of an answer that the vendor names, or that is no JSON. */
export function resultText(result: BodyResult, context: TypeContext): string {
  if (result.kind === 'text') return 'string';
  if (result.kind === 'bytes') return 'Uint8Array';
  const type = typeText(result.type, context);
  if (result.lateFields.length === 0) return type;
  const late = context.file.type('Late', context.layout.operationModule);
  return `${late}<${type}, ${result.lateFields.map(quoted).join(' | ')}>`;
}

/** The answer of an operation in print: its type, declarations for it, and the member that checks or reads it. */
interface AnswerText {
  readonly type: string;
  readonly declarations: string;
  readonly line: string;
}

/** A checker in the place of a member, for an object with these lines of checks. */
function checkMember(name: string, lines: readonly string[], context: OperationContext): string {
  const record = context.file.value('record', context.layout.checkModule);
  if (lines.length === 0) return `${name}: ${record}`;
  const body = lines.map((line) => `  ${line}`).join('');
  const start = `    if (!${record}(value, findings, holder, key)) return;\n`;
  return `${name}: (value, findings, holder, key) => {\n${start}${body}  }`;
}

/** An answer that is an object of this operation alone. */
function objectAnswer(operation: Operation, result: ObjectResult, context: OperationContext): AnswerText {
  const type = resultName(operation);
  const docs = docBlock([`Answer of \`${operation.name}\`.`]);
  const members = result.fields.map((field) => fieldText(field, context)).join('');
  const text =
    members === '' ? `type ${type} = Record<string, unknown>;` : `interface ${type} {\n${members}}`;
  const lines = result.fields.map((field) => fieldLine(field, context)).filter((line) => line !== '');
  return { type, declarations: `${docs}export ${text}\n\n`, line: checkMember('check', lines, context) };
}

/** An answer of a type that the vendor names, or that is no JSON. */
function bodyAnswer({ identifier }: Operation, result: BodyResult, context: OperationContext): AnswerText {
  const type = resultText(result, context);
  if (result.kind !== 'json') {
    const reader = result.kind === 'text' ? 'readText' : 'readBytes';
    const module = moduleOf(context.layout, 'bytesModule');
    return { type, declarations: '', line: `reader: ${context.file.value(reader, module)}` };
  }
  if (result.lateFields.length === 0 || result.type.kind !== 'named') {
    return { type, declarations: '', line: `check: ${answerCheckText(result.type, context)}` };
  }
  const { definition } = placeOf(context.places, result.type.name);
  if (definition.kind !== 'object') throw new Error(`${result.type.name} has no fields to be late`);
  const check = `check${identifier}`;
  const text = objectCheckText(`const ${check}`, definition, result.lateFields, context);
  return { type, declarations: `${text}\n`, line: `check: ${check}` };
}

/** The member that checks the parameters; none where there are none or the API has no such checks. */
function inputMember({ params }: Operation, context: OperationContext): readonly string[] {
  if (context.layout.inputCheckModule === undefined || params.length === 0) return [];
  const lines = params.map(({ required, ...param }) =>
    fieldLine({ ...param, nullable: false, absent: !required }, context),
  );
  return [checkMember('input', lines, context)];
}

/** The type of an operation value. */
function valueType(operation: Operation, answer: AnswerText, context: OperationContext): readonly string[] {
  const page = operation.result.kind === 'object' ? operation.result.page : undefined;
  const name = page === undefined ? 'Operation' : 'ListOperation';
  const type = context.file.type(name, context.layout.operationModule);
  const item = page === undefined ? [] : [typeText(page.item, context)];
  return [type, paramsName(operation), answer.type, ...item];
}

function operationText(operation: Operation, context: OperationContext): string {
  const params = paramsText(operation, context);
  const { result } = operation;
  const answer =
    result.kind === 'object'
      ? objectAnswer(operation, result, context)
      : bodyAnswer(operation, result, context);
  const [type = '', ...of] = valueType(operation, answer, context);
  const settings = Object.entries(operation.settings).map(
    ([name, value]) => `${keyText(name)}: ${literalText(value, 2)}`,
  );
  if (operation.params.some((param) => param.type.kind === 'upload')) {
    settings.push(`build: ${context.file.value('buildUpload', moduleOf(context.layout, 'uploadModule'))}`);
  }
  const members = [
    `name: ${quoted(operation.name)}`,
    ...settings,
    ...inputMember(operation, context),
    answer.line,
  ].map((text) => `  ${text},\n`);
  const start = `export const ${operation.identifier}: ${type}<`;
  const end = '> = {';
  const head = oneLine(`${start}${of.join(', ')}${end}`, 0) ?? `${start}\n  ${of.join(',\n  ')}\n${end}`;
  const docs = docBlock(operation.docs);
  return `${params}${answer.declarations}${docs}${head}\n${members.join('')}};\n`;
}

/** The files of operations, by their name. */
export function emitOperations(
  model: ApiModel,
  places: ReadonlyMap<string, Place>,
  checkers: ReadonlyMap<string, string>,
  layout: Layout,
): ReadonlyMap<string, string> {
  const files = new Map<string, SourceFile>();
  for (const operation of model.operations) {
    const file = files.get(operation.file) ?? new SourceFile();
    files.set(operation.file, file);
    const context: OperationContext = {
      file,
      places,
      checkers,
      layout,
      typeModule: (family) => `../types/${family}.ts`,
      checkModule: (family) => `../checks/${family}.ts`,
    };
    file.add(operationText(operation, context));
  }
  return new Map([...files].map(([name, file]) => [name, file.text()]));
}

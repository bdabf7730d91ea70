import type { ApiModel, ConstantFamily, OpenEnum } from '../model.ts';
import { SourceFile } from './file.ts';
import { docBlock, keyText, literalText, oneLine } from './text.ts';

function familyText({ name, docs, values }: ConstantFamily): string {
  const sentences = docs.length === 0 ? [`Published values of the family \`${name}\`.`] : docs;
  const members = values.map(
    (item) => `${docBlock(item.docs, 2)}  ${keyText(item.name)}: ${literalText(item.value, 2)},\n`,
  );
  return `${docBlock(sentences)}export const ${name} = {\n${members.join('')}} as const;\n`;
}

function enumText({ name, family, base, docs }: OpenEnum): string {
  const sentences = [`A value of \`${family}\`; others occur.`, ...docs];
  const [known, open] = [`(typeof ${family})[keyof typeof ${family}]`, `(${base} & {})`];
  const head =
    oneLine(`export type ${name} = ${known} | ${open};`, 0) ??
    `export type ${name} =\n  | ${known}\n  | ${open};`;
  return `${docBlock(sentences)}${head}\n`;
}

/** The file of all constants and of the open enums made from them. */
export function emitConstants(model: ApiModel): string {
  const file = new SourceFile();
  for (const family of model.constants) file.add(familyText(family));
  for (const item of model.enums) file.add(enumText(item));
  return file.text();
}

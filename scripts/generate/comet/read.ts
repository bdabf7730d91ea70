import type { ApiModel } from '../model.ts';
import { loadCatalogue } from './catalogue.ts';
import { splitIntoFamilies } from './families.ts';
import { readOperations } from './operations.ts';
import { readConstants, readEnums, readTypes } from './types.ts';

/** The catalogue of the Comet Server API as a model. */
export function readCometCatalogue(file: string): ApiModel {
  const catalogue = loadCatalogue(file);
  const operations = readOperations(catalogue);
  return {
    title: 'Comet Server API',
    constants: readConstants(catalogue),
    enums: readEnums(catalogue),
    families: splitIntoFamilies(readTypes(catalogue), operations),
    operations,
  };
}

import type { ApiModel } from '../model.ts';
import type { KatapultCatalogue } from './catalogue.ts';
import { correct } from './corrections.ts';
import { splitIntoFamilies } from './families.ts';
import { readOperation } from './operations.ts';
import { readSchemas } from './schemas.ts';

/** The catalogue of the Katapult core API as a model. */
export function readKatapultCatalogue(catalogue: KatapultCatalogue): ApiModel {
  const wire = correct(catalogue);
  const schemas = readSchemas(catalogue, wire);
  const operations = catalogue.operations.map((operation) => {
    const answer = wire.answers.get(operation.operationId) ?? { keys: {}, aliases: {} };
    return readOperation(operation, answer, schemas);
  });
  return {
    title: 'Katapult core API',
    constants: [],
    enums: [],
    families: splitIntoFamilies(schemas.types, operations),
    operations,
  };
}

import { join } from 'node:path';
import { loadCatalogue } from './comet/catalogue.ts';
import { fakeShapesModule } from './comet/fake-shapes.ts';
import { readCometCatalogue } from './comet/read.ts';
import { emitApi } from './emit/emit.ts';
import type { Layout } from './emit/layout.ts';
import { type KatapultCatalogue, loadKatapultCatalogue } from './katapult/catalogue.ts';
import { errorsModule } from './katapult/errors.ts';
import { fakeOperationsModule } from './katapult/fake-operations.ts';
import { readKatapultCatalogue } from './katapult/read.ts';

/** What one API is printed to. */
export interface Target {
  /** Folder that holds nothing but generated files. */
  readonly folder: string;
  /** Text by path in the repository. */
  readonly files: ReadonlyMap<string, string>;
}

const COMET: Layout = {
  folder: 'src/comet/admin/generated',
  checkModule: '../../../../core/check.ts',
  operationModule: '../../operation.ts',
  bytesModule: '../../bytes.ts',
  uploadModule: '../../upload.ts',
  operationsDoor: 'src/comet/admin/operations/index.ts',
  typesDoor: 'src/comet/admin/types/index.ts',
  constantsDoor: 'src/comet/admin/constants/index.ts',
};

const COMET_FAKE = 'src/testing/comet/generated';
const KATAPULT_FAKE = 'src/testing/katapult/generated';

const KATAPULT: Layout = {
  folder: 'src/katapult/generated',
  checkModule: '../../../core/check.ts',
  inputCheckModule: '../../input-check.ts',
  answerCheckModule: '../../answer-check.ts',
  operationModule: '../../operation.ts',
  operationsDoor: 'src/katapult/operations/index.ts',
  typesDoor: 'src/katapult/types/index.ts',
  typesWithOperations: true,
  mergeEqualChecks: true,
};

function katapultTarget(catalogue: KatapultCatalogue): Target {
  const files = new Map(emitApi(readKatapultCatalogue(catalogue), KATAPULT));
  files.set(`${KATAPULT.folder}/errors.ts`, errorsModule(catalogue));
  return { folder: KATAPULT.folder, files };
}

/** All generated code. @param root the repository */
export function targets(root: string): readonly Target[] {
  const catalogue = join(root, 'catalog', 'comet-admin.api.json');
  const shapes = fakeShapesModule(loadCatalogue(catalogue));
  const katapult = loadKatapultCatalogue(join(root, 'catalog', 'katapult.api.json'));
  const operations = fakeOperationsModule(katapult);
  return [
    { folder: COMET.folder, files: emitApi(readCometCatalogue(catalogue), COMET) },
    { folder: COMET_FAKE, files: new Map([[join(COMET_FAKE, 'shapes.ts'), shapes]]) },
    katapultTarget(katapult),
    { folder: KATAPULT_FAKE, files: new Map([[join(KATAPULT_FAKE, 'operations.ts'), operations]]) },
  ];
}

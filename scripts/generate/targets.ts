import { join } from 'node:path';
import { readCometCatalogue } from './comet/read.ts';
import { emitApi } from './emit/emit.ts';
import type { Layout } from './emit/layout.ts';

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

/** All generated APIs. @param root the repository */
export function targets(root: string): readonly Target[] {
  const comet = readCometCatalogue(join(root, 'catalog', 'comet-admin.api.json'));
  return [{ folder: COMET.folder, files: emitApi(comet, COMET) }];
}

/** Where the generated code of an API lives and what it leans on; modules as seen from its files. */
export interface Layout {
  /** Folder of the generated files. */
  readonly folder: string;
  /** Helpers of the checkers, and `Int64`. */
  readonly checkModule: string;
  /** Further helpers for checks of parameters; an API without them has no such checks. */
  readonly inputCheckModule?: string;
  /** Helper that insists on the id of an object. */
  readonly answerCheckModule?: string;
  /** Types with the same members share one checker: that of the first of them. */
  readonly mergeEqualChecks?: true;
  /** The type of an operation value and its companions. */
  readonly operationModule: string;
  /** Readers of answers that are not JSON. */
  readonly bytesModule?: string;
  /** The builder of requests that carry a file. */
  readonly uploadModule?: string;
  /** Generated doors, as files relative to the repository. */
  readonly operationsDoor: string;
  readonly typesDoor: string;
  /** Only where the vendor publishes constants. */
  readonly constantsDoor?: string;
  /** The door of operations also exports the types of their parameters and answers. */
  readonly typesWithOperations?: true;
}

/** A module that the model of an API makes necessary. @throws Error when its layout has none */
export function moduleOf(
  layout: Layout,
  name: 'inputCheckModule' | 'answerCheckModule' | 'bytesModule' | 'uploadModule',
): string {
  const module = layout[name];
  if (module === undefined) throw new Error(`the layout of ${layout.folder} has no ${name}`);
  return module;
}

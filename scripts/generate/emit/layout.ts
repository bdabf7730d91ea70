/** Where the generated code of an API lives and what it leans on; modules as seen from its files. */
export interface Layout {
  /** Folder of the generated files. */
  readonly folder: string;
  /** Helpers of the checkers, and `Int64`. */
  readonly checkModule: string;
  /** The type of an operation value and its companions. */
  readonly operationModule: string;
  /** Readers of answers that are not JSON. */
  readonly bytesModule: string;
  /** The builder of requests that carry a file. */
  readonly uploadModule: string;
  /** Generated doors, as files relative to the repository. */
  readonly operationsDoor: string;
  readonly typesDoor: string;
  readonly constantsDoor: string;
}

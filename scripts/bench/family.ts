/** One measured figure. Ratios are for comparing; times and sizes let a reader redo the arithmetic. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'x' | 'us' | 'ms' | 'bytes' | 'MB';
  /** What we promise; without one the figure only informs. Times have no targets: machines differ. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
  /** What the gate lets pass where the promise is not kept yet, or not always: a bound on the same side. */
  readonly budget?: number;
}

/** Measurements that share a baseline. Each family runs in a process of its own. */
export interface Family {
  readonly title: string;
  readonly run: () => Promise<readonly Figure[]>;
}

/** Whether a figure keeps its promise; undefined if it made none. */
export function keepsTarget({ value, target }: Figure): boolean | undefined {
  if (target === undefined) return undefined;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** Whether the gate lets a figure pass: it keeps its budget or, where it has none, its promise. */
export function passesGate(figure: Figure): boolean {
  const { value, target, budget } = figure;
  if (budget === undefined) return keepsTarget(figure) !== false;
  return target !== undefined && 'atLeast' in target ? value >= budget : value <= budget;
}

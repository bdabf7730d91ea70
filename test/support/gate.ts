/** A place at which work waits until it is let go. */
interface Gate {
  /** Waits here. */
  readonly pass: () => Promise<void>;
  /** Resolves when somebody waits. */
  readonly isIn: Promise<void>;
  readonly letGo: () => void;
}

export function gate(): Gate {
  let enter = (): void => undefined;
  let letGo = (): void => undefined;
  const isIn = new Promise<void>((resolve) => {
    enter = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const pass = (): Promise<void> => {
    enter();
    return opened;
  };
  return { pass, isIn, letGo };
}

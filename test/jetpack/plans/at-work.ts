import { PlanWorld } from './world.ts';

/** A world in which a provision call is under way until it is let go. */
export async function atWork() {
  const world = new PlanWorld();
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let entered = (): void => undefined;
  const isIn = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const before = async (): Promise<void> => {
    entered();
    await gate;
  };
  world.fake.hook({ on: 'provision', before });
  const sale = world.plans.sell('s1', world.order());
  await isIn;
  return { world, sale, letGo };
}

import { gate } from '../../support/gate.ts';
import { PlanWorld } from './world.ts';

/** A world in which a provision call is under way until it is let go. */
export async function atWork() {
  const world = new PlanWorld();
  const { pass, isIn, letGo } = gate();
  world.fake.hook({ on: 'provision', before: pass });
  const sale = world.plans.sell('s1', world.order());
  await isIn;
  return { world, sale, letGo };
}

import { play } from '../../jetpack/licenses/history.ts';
import type { Adapter } from '../runner.ts';

export const adapters: Record<string, Adapter> = { 'jetpack-licenses/life': play };

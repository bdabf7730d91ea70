import { jsonAnswer } from '../../api/answers.ts';
import type { CometEndpoint } from '../endpoint.ts';

/** Devices that are online. */
export const DISPATCHER_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminDispatcherListActive',
    path: '/api/v1/admin/dispatcher/list-active',
    auth: 'admin',
    params: { UserNameFilter: 'string? 22.6.2' },
    run: ({ world, params }) => {
      const filter = params.text('UserNameFilter');
      const live = [...world.state.connections].filter(
        ([, { Username }]) => filter === '' || Username === filter,
      );
      return jsonAnswer(live.length === 0 ? null : Object.fromEntries(live));
    },
  },
];

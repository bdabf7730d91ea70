import { jsonAnswer } from '../../api/answers.ts';
import { seesUser } from '../access.ts';
import type { CometEndpoint } from '../endpoint.ts';

/** Devices that are online. */
export const DISPATCHER_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminDispatcherListActive',
    path: '/api/v1/admin/dispatcher/list-active',
    auth: 'admin',
    params: { UserNameFilter: 'string? 22.6.2' },
    run: (call) => {
      const filter = call.params.text('UserNameFilter');
      const live = [...call.world.state.connections].filter(
        ([, { Username }]) => (filter === '' || Username === filter) && seesUser(call, Username),
      );
      return jsonAnswer(live.length === 0 ? null : Object.fromEntries(live));
    },
  },
];

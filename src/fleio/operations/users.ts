import { type Check, flag, record, text } from '../../core/check.ts';
import { id, page } from '../answer-check.ts';
import { linkIssues } from '../fits.ts';
import { listByExternalId, onlyThese, ownId } from '../input-check.ts';
import type { ListOperation, Operation } from '../operation.ts';
import { pageQuery, pairs } from '../query.ts';
import type { UserRecord, UsersListParams, UsersUpdateParams } from '../types/users.ts';

const user: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  id(value.id, findings, value, 'id');
  flag(value.is_active, findings, value, 'is_active', 3);
  text(value.external_billing_id, findings, value, 'external_billing_id', 3);
};

/** `GET /users`. */
export const usersList: ListOperation<UsersListParams, UserRecord> = {
  name: 'users.list',
  method: 'GET',
  path: '/users',
  repeatable: true,
  list: true,
  input: listByExternalId,
  query: ({ external_billing_id, ...rest }) => pairs({ external_billing_id, ...pageQuery(rest) }),
  answer: { check: (...at) => page(user)(...at), fits: linkIssues, misfit: 'lookup_mismatch' },
};

/** `PATCH /users/{id}`. */
export const usersUpdate: Operation<UsersUpdateParams, unknown> = {
  name: 'users.update',
  method: 'PATCH',
  path: '/users/{id}',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, ['id', 'is_active'], findings);
    ownId(value.id, findings, value, 'id');
    flag(value.is_active, findings, value, 'is_active');
  },
  body: ({ is_active }) => ({ is_active }),
  answer: {},
};

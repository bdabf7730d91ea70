import type { Caller, CallOptions } from '../operation.ts';
import {
  openstackServicesCreate,
  openstackServicesNewServiceData,
} from '../operations/openstack-services.ts';
import type {
  NewServiceData,
  OpenstackServicesCreateParams,
  OpenstackServicesNewServiceDataParams,
} from '../types/services.ts';

/** Methods of the group `openstackServices`. */
export class FleioOpenstackServicesGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * `GET /openstack/billing/services/new_service_data`. The products and cycles that a client can order. Changes
   * nothing; repeated on network trouble.
   */
  newServiceData(
    params: OpenstackServicesNewServiceDataParams,
    options?: CallOptions,
  ): Promise<NewServiceData> {
    return this.#caller.call(openstackServicesNewServiceData, params, options);
  }

  /**
   * `POST /openstack/billing/services/create_openstack_service`. Makes an OpenStack service, with a project of its own
   * unless told otherwise. Gives what the server answers. Never repeated.
   */
  create(params: OpenstackServicesCreateParams, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(openstackServicesCreate, params, options);
  }
}

/** A client of the caller's own. */
export interface OrganizationClient {
  /** Stable id of the client in the caller's system; becomes the value of the annotation. */
  readonly id: string;
  /** Name of the organization, should one be created. */
  readonly name: string;
}

/** The organization of a client, and how it was obtained. */
export type EnsuredOrganization =
  | { readonly how: 'stored'; readonly organizationId: string }
  | {
      /** It was there already, made by an order that ended midway. */
      readonly how: 'found';
      readonly by: 'subDomain' | 'annotation';
      readonly organizationId: string;
    }
  | { readonly how: 'created'; readonly organizationId: string; readonly subDomain: string };

import type { Me } from '../../../shared/access/access.schema.ts';
import type { Permission } from '../../../shared/kernel/permissions.ts';

/**
 * Who is signed in. Known before anything is drawn, and the same until the page is loaded again: after a 403 that the
 * console did not expect, it is loaded again.
 */
let current: Me | undefined;

export const signedIn = (person: Me): void => {
  current = person;
};

export function me(): Me {
  if (current === undefined) throw new Error('nobody has signed in yet');
  return current;
}

/** What a role may not do is not shown. The API decides: this only spares people a refusal. Any one of several is enough. */
export const may = (...anyOf: Permission[]): boolean => anyOf.some((one) => me().permissions.includes(one));

/** Whether they read only what they are answerable for themselves. */
export const ownOnly = (): boolean => me().agentId !== undefined;

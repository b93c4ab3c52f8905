import { keyPart } from '../kernel/ids.ts';

/** Where a company's alerts lie, in the order of their ids. */
export const ALERTS = 'al';

/** Where the alerts of an owner are found on the index, the one that opened last at the end. */
export const ownerPartition = (ownerId: string): string => `own#${keyPart(ownerId)}#al`;

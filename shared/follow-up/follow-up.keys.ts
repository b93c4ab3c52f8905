import { keyPart } from '../kernel/ids.ts';

/** Where follow-ups lie whose records are of a month (`YYYY-MM`, UTC). */
export const monthPartition = (month: string): string => `fu#${month}`;

/** Where an owner's follow-ups are found by `gsi2`: what is open by its due time, then what is closed. */
export const ownerPartition = (ownerId: string): string => `own#${keyPart(ownerId)}#fu`;

import { movedActivities } from '../activity/moved.ts';
import { movedContacts } from '../contact/moved.ts';
import { movedDocuments } from '../document/moved.ts';
import { movedHouseholds } from '../household/moved.ts';
import { movedRelations } from '../relation/moved.ts';
import { movedWithFacts } from '../score/moved.ts';
import { movedVehicles } from '../vehicle/moved.ts';
import type { MovedRecords } from './kind.ts';

/**
 * What a merge points at the survivor, one line a kind. Feedback, surveys and messages are found by the names of a customer
 * and are not rewritten; addresses are part of the customer, and of consents the strictest hold.
 */
export const kinds: readonly MovedRecords[] = [
  movedContacts,
  movedRelations,
  movedHouseholds,
  movedWithFacts,
  movedVehicles,
  movedDocuments,
  movedActivities,
];

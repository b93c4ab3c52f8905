import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const HouseholdId = idSchema('household');

/** So many people are in one household: all of them change in one transaction. */
export const MOST_MEMBERS = 40;

const said = {
  name: line(200).optional().meta({ example: 'Huber, Graz' }),
  headId: CustomerId.meta({ description: 'Who stands for the household; one of its members.' }),
};

const Member = z.object({ customerId: CustomerId, joinedAt: instant }).meta({ id: 'HouseholdMember' });

/** Individuals who share an address or their finances. */
export const Household = record('Household', {
  householdId: HouseholdId,
  ...said,
  members: z.array(Member).min(1).max(MOST_MEMBERS),
});
export type Household = z.output<typeof Household>;

export const CreateHousehold = z
  .strictObject({
    ...said,
    members: z
      .array(CustomerId)
      .max(MOST_MEMBERS - 1)
      .default([])
      .meta({ description: 'Who belongs to it beside its head.' }),
  })
  .meta({ id: 'CreateHousehold' });
export type CreateHousehold = z.output<typeof CreateHousehold>;

export const EditHousehold = editOf('EditHousehold', said);
export type EditHousehold = z.output<typeof EditHousehold>;

export const AddMember = z.strictObject({ customerId: CustomerId }).meta({ id: 'AddHouseholdMember' });

/** A household as it is shown with one of its members: the head first, then whoever joined first; the first four by name. */
export const SeenHousehold = z
  .object({
    householdId: HouseholdId,
    name: said.name,
    headId: CustomerId,
    members: z.array(Member.extend({ displayName: line(401).optional() }).meta({ id: 'SeenHouseholdMember' })),
  })
  .meta({ id: 'SeenHousehold' });
export type SeenHousehold = z.output<typeof SeenHousehold>;

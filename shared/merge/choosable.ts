/** Fields of which somebody may choose whose value holds. All others follow from what is merged. */
export const choosable = [
  'firstName',
  'lastName',
  'businessName',
  'salutation',
  'preferences',
  'demographics',
  'status',
  'accountTier',
  'group',
  'industry',
  'ownerId',
  'data',
  'custom',
] as const;

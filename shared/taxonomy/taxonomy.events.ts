import { defineEvents } from '../kernel/events.ts';
import { StoredTaxonomy } from './taxonomy.schema.ts';

export const taxonomyEvents = defineEvents('taxonomy', StoredTaxonomy, {
  id: 'taxonomyId',
  actions: { put: ['TaxonomyChanged', 'Somebody replaced the company’s taxonomy; `recordVersion` is its version.'] },
  facts: ['trialId', 'forced'],
});

import { defineRoutes } from '../http/contract.ts';
import { PutTaxonomy, Taxonomy, TaxonomyQuery } from './taxonomy.schema.ts';

export const taxonomyRoutes = defineRoutes('taxonomy', {
  get: {
    method: 'GET',
    path: '/api/crm/taxonomy',
    summary: 'Get the company’s taxonomy',
    description:
      'Its categories and themes with the words that point to them, as they are or as they were in a version.',
    permission: 'analysis:read',
    query: TaxonomyQuery,
    reply: { 200: Taxonomy },
  },
  put: {
    method: 'PUT',
    path: '/api/crm/taxonomy',
    summary: 'Replace the company’s taxonomy',
    description:
      'From then on `settings.taxonomy` follows from it. Texts are judged by it within seconds; records that were analysed before keep their topics. 409 without `force`; with it and a reason also a draft with warnings is saved.',
    permission: 'analysis:write',
    body: PutTaxonomy,
    ifMatch: true,
    reply: { 200: Taxonomy },
    problems: ['conflict'],
  },
});

import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { CustomerScores } from './score.schema.ts';

export const scoreRoutes = defineRoutes('score', {
  get: {
    method: 'GET',
    path: '/api/crm/customers/{customerId}/scores',
    summary: 'Get the scores of a customer',
    description:
      'Health, risk of being lost, lifetime value and RFM, each with its formula, what it was computed of, what it lacked and why it is what it is. A score of which too little is known is null and says why. They are made anew with every purchase and feedback, and each night; `series` tells how they changed, the last 90 days where no days are given, and goes back 400.',
    permission: 'customers:read',
    params: z.object({ customerId: CustomerId }),
    query: z.strictObject({
      from: z.iso.date().optional().meta({ description: 'Nothing earlier.', example: '2026-01-01' }),
      to: z.iso.date().optional().meta({ description: 'Nothing later.' }),
    }),
    reply: { 200: CustomerScores },
  },
});

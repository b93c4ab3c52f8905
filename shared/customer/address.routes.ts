import * as z from 'zod';
import {
  AddressCheck,
  AddressId,
  CreateAddress,
  EditAddress,
  Geo,
  StandardAddress,
} from '../address/address.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { CustomerId } from './customer.parts.schema.ts';
import { Customer } from './customer.schema.ts';

const path = '/api/crm/customers/{customerId}/addresses' as const;
const one = `${path}/{addressId}` as const;
const params = { customerId: CustomerId };
const write = 'customers:write';

export const addressRoutes = defineRoutes('address', {
  add: {
    method: 'POST',
    path,
    summary: 'Create an address of a customer',
    description:
      'What was entered stays; beside it stand its standard form, whether it has the form of its country, and where it is, without asking anybody outside. Marked as primary it is the only one of its type.',
    permission: write,
    params: z.object(params),
    body: CreateAddress,
    ifMatch: true,
    reply: { 201: Customer },
    problems: ['version-conflict'],
  },
  edit: {
    method: 'PATCH',
    path: one,
    summary: 'Change an address of a customer',
    description: 'A JSON merge patch. Changed, it is checked and looked up again.',
    permission: write,
    params: z.object({ ...params, addressId: AddressId }),
    body: EditAddress,
    ifMatch: true,
    reply: { 200: Customer },
    problems: ['version-conflict'],
  },
  remove: {
    method: 'DELETE',
    path: one,
    summary: 'Delete an address of a customer',
    permission: write,
    params: z.object({ ...params, addressId: AddressId }),
    ifMatch: true,
    reply: { 204: null },
    problems: ['version-conflict'],
  },
  standardise: {
    method: 'POST',
    path: '/api/crm/addresses/standardise',
    summary: 'Check an address and say where it is',
    description:
      'Nothing is kept. `check` is about the form that addresses of the country have; whether mail arrives, nobody here knows. Names of places are from GeoNames (CC BY 4.0).',
    permission: 'customers:read',
    body: z.strictObject({ address: CreateAddress }).meta({ id: 'AddressToStandardise' }),
    reply: {
      200: z.object({ check: AddressCheck, standard: StandardAddress, geo: Geo }).meta({ id: 'StandardisedAddress' }),
    },
  },
});

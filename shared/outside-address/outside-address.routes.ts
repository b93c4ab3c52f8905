import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { AskAddress, OutsideAddress, OutsideAddressFilter, OutsideAddressId } from './outside-address.schema.ts';

const path = '/api/crm/outside-addresses';
const params = z.object({ addressId: OutsideAddressId });

/** Addresses of nobody whom the company knows, to which it wants to send mail. */
export const outsideAddressRoutes = defineRoutes('outside-address', {
  list: {
    method: 'GET',
    path,
    summary: 'List outside addresses',
    description: 'All that alert rules have named, and whether they have agreed to get mail.',
    permission: 'settings:read',
    query: OutsideAddressFilter.extend(pageQuery),
    reply: { 200: pageOf(OutsideAddress) },
  },
  ask: {
    method: 'POST',
    path: `${path}/{addressId}/ask`,
    summary: 'Send an outside address the question once more',
    description:
      'By one mail. 409 for one that has agreed or complained, was asked less than seven days ago, or stopped less than 30 days ago.',
    permission: 'settings:write',
    params,
    body: AskAddress,
    ifMatch: true,
    reply: { 200: OutsideAddress },
    problems: ['conflict'],
  },
  remove: {
    method: 'DELETE',
    path: `${path}/{addressId}`,
    summary: 'Delete an outside address',
    description:
      'Nothing is sent to it any more. A rule that names it asks it anew with its next change. One that wants no mail stays, so that it is not asked anew (409).',
    permission: 'settings:write',
    params,
    ifMatch: true,
    reply: { 204: null },
    problems: ['conflict'],
  },
});

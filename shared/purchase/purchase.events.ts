import { defineEvents } from '../kernel/events.ts';
import { Purchase } from './purchase.schema.ts';

export const purchaseEvents = defineEvents('purchase', Purchase, {
  id: 'purchaseId',
  actions: {
    record: ['PurchaseRecorded', 'A customer bought something; offered to survey triggers as `purchase.completed`.'],
    serve: ['ServiceRecorded', 'A customer had a service; offered to survey triggers as `service.completed`.'],
    giveBack: ['PurchaseReturned', 'A purchase, or a part of it, was given back.'],
    edit: ['PurchaseChanged', 'The invoice or place of a purchase was changed, or some of it was given back.'],
    delete: ['PurchaseDeleted', 'A purchase was deleted, because its customer was erased.'],
  },
  // Of a merge its customers tell.
  silent: ['move'],
  facts: ['customerId', 'kind', 'at', 'net', 'total', 'locationId', 'returnOf'],
  readBy: 'purchases:read',
});

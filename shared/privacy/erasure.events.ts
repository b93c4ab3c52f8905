import { defineEvents } from '../kernel/events.ts';
import { StoredErasure } from './erasure.routes.ts';

export const erasureEvents = defineEvents('erasure', StoredErasure, {
  id: 'reference',
  actions: { create: ['ErasureRequested', 'A person asks to be forgotten; nothing is erased by itself.'] },
  facts: ['at', 'status'],
});

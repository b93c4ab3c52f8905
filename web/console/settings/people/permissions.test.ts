import { expect, it } from 'vitest';
import { areasOf } from './permissions.ts';

it('gathers what may be done with one thing, wherever it stands in the list', () => {
  expect(areasOf(['feedback:read', 'alerts:read', 'feedback:write'])).toEqual([
    {
      area: 'feedback',
      verbs: [
        { permission: 'feedback:read', verb: 'read' },
        { permission: 'feedback:write', verb: 'write' },
      ],
    },
    { area: 'alerts', verbs: [{ permission: 'alerts:read', verb: 'read' }] },
  ]);
});

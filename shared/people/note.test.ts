import { expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { known } from './known.ts';
import { note } from './note.ts';
import { PutPerson } from './people.schema.ts';
import { put } from './people.ts';

test('a token without an e-mail notes the roles of whom the company knows, and nobody new', async () => {
  const ctx = aContext({ userId: 'mia', role: 'manager' });
  await note(ctx);
  expect(await known(ctx, ['mia'])).toEqual([]);
  const body = PutPerson.parse({ name: 'Mia', email: 'mia@example.com' });
  await put({ ...ctx, requestId: 'put-1' }, { userId: 'mia', body });
  expect(await known(ctx, ['mia'])).toMatchObject([{ name: 'Mia', roles: [] }]);
  await note(ctx);
  expect(await known(ctx, ['mia'])).toMatchObject([
    { name: 'Mia', email: 'mia@example.com', roles: ['manager'], reads: 'all' },
  ]);
});

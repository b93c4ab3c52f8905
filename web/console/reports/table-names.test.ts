import { expect, test } from 'vitest';
import type { LaidSection } from '../../report/laid.ts';
import { tableNames } from './table-names.ts';

test('tables of one title have names of their own, so that each can be gone to', () => {
  const table = () => ({ type: 'table', head: [], rows: [] }) as unknown as LaidSection['blocks'][number];
  const [first, second, third] = [table(), table(), table()];
  const section = (title: string, blocks: LaidSection['blocks']): LaidSection => ({
    sectionId: title,
    title,
    width: 'full',
    blocks,
  });
  const names = tableNames([section('Teams', [first, { type: 'note', text: '-' }, second]), section('Teams', [third])]);
  expect([first, second, third].map((one) => names.get(one))).toEqual(['Teams', 'Teams 2', 'Teams 3']);
});

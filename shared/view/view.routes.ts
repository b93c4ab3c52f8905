import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { CreateView, EditView, View, ViewFilter, ViewId } from './view.schema.ts';

const of = crud({
  names: ['a saved view', 'saved views'],
  path: '/api/crm/views',
  params: { viewId: ViewId },
  // Whoever reads feedback may keep views of it; to share one takes `reports:write`.
  read: 'feedback:read',
  write: 'feedback:read',
  record: View,
  create: CreateView,
  edit: EditView,
  filter: ViewFilter,
});

export const viewRoutes = defineRoutes('view', {
  list: { ...of.list, description: `${of.list.description} The caller’s own and shared ones; of admins, all.` },
  create: {
    ...of.create,
    description:
      'One’s own; `reports:write` is needed to share it. 409 where the caller has one of this name, or the company 500.',
    problems: ['conflict'],
  },
  get: of.get,
  edit: { ...of.edit, description: 'Only its owner and admins.', problems: ['conflict'] },
  remove: { ...of.remove, description: 'Only its owner and admins.' },
});

import { listOf } from '../http/list.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { templates } from './survey-template.store.ts';

export const { create, get, put, remove } = verbsOf(templates);
export const list = listOf(
  'survey-templates',
  {},
  (ctx, _, from) => templates.all(ctx, from),
  (one) => templates.publicOf(one),
);

import type { Board, CreateBoard } from '../../../shared/board/board.schema.ts';
import type { Fields } from '../api/merge.ts';
import { filled, readySections, textOf } from '../reports/body.ts';

const bodyFields = ['title', 'sharing', 'roles', 'preset', 'compare', 'filters', 'tiles'] as const;
export type BodyField = (typeof bodyFields)[number];

/** What of a board is written by people. */
export const bodyOf = ({ title, sharing, roles, preset, compare, filters, tiles }: Board): CreateBoard => ({
  title,
  sharing,
  roles,
  preset,
  compare,
  filters,
  tiles,
});

/** As it is sent: without what is begun and says nothing yet. A board keeps its name while none is written. */
export const readyOf = (body: CreateBoard, before: CreateBoard): CreateBoard => ({
  ...body,
  title: body.title.trim() || before.title,
  filters: filled(body.filters),
  roles: body.sharing === 'roles' ? body.roles : [],
  tiles: readySections(body.tiles),
});

/** Each field as a text, so that two people's can be told apart and put together. */
export const fieldsOf = (body: CreateBoard): Fields =>
  Object.fromEntries(bodyFields.map((name) => [name, textOf(body[name])]));

export const bodyIn = (fields: Fields): CreateBoard =>
  Object.fromEntries(bodyFields.map((name) => [name, JSON.parse(fields[name] ?? 'null') as unknown])) as CreateBoard;

/** What is to be sent: only the fields that are others than before. */
export function changesOf(before: CreateBoard, after: CreateBoard): Partial<CreateBoard> {
  const [one, other] = [fieldsOf(before), fieldsOf(after)];
  return Object.fromEntries(bodyFields.flatMap((name) => (one[name] === other[name] ? [] : [[name, after[name]]])));
}

/** A board of roles that names none is of nobody yet: it is sent once it names one. */
export const isSendable = ({ sharing, roles }: CreateBoard): boolean => sharing !== 'roles' || roles.length > 0;

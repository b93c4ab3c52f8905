import * as z from 'zod';
import { FeedbackFilter } from '../feedback/feedback.requests.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';

export const ViewId = idSchema('view');

/**
 * What the list of a resource can be limited by. An address of one person is left out: a view would keep it when the
 * person is erased.
 */
export const filtersOf = { feedback: FeedbackFilter.omit({ email: true }) } as const;

export const ViewResource = z
  .enum(Object.keys(filtersOf) as (keyof typeof filtersOf)[])
  .meta({ id: 'ViewResource', description: 'Whose list it is a view of.', example: 'feedback' });

const MOST_FILTERS = 30;

const fields = {
  name: line(80).meta({
    description: 'Nobody has two views of one resource with the same name, in whatever letter case.',
    example: 'Angry customers',
  }),
  filter: z
    .record(line(40), line(200))
    .refine((filter) => Object.keys(filter).length <= MOST_FILTERS, `must hold at most ${MOST_FILTERS} filters`)
    .meta({
      description: 'Parameters of the list, each as a text, as in its address. All but `email` can be kept.',
      example: { sentiment: 'negative', urgency: 'high' },
      maxProperties: MOST_FILTERS,
    }),
  shared: z.boolean().default(false).meta({
    description: 'Whether everybody who may read the resource can use it. Each sees what they may read themselves.',
  }),
};

/** A list with its filters, under a name. */
export const View = record('View', {
  viewId: ViewId,
  resource: ViewResource,
  ownerId: OuterId.meta({ description: 'Who made it. They and admins change it.' }),
  ...fields,
});
export type View = z.output<typeof View>;

export const CreateView = z.strictObject({ resource: ViewResource, ...fields }).meta({ id: 'CreateView' });
export type CreateView = z.output<typeof CreateView>;
export const EditView = editOf('EditView', fields);

export const ViewFilter = z.strictObject({ resource: ViewResource.optional(), ownerId: OuterId.optional() });
export type ViewFilter = z.output<typeof ViewFilter>;

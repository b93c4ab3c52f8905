import * as z from 'zod';
import { positionRoles } from '../contact/contact.schema.ts';
import { line } from '../fields/text.schema.ts';
import { PersonRef, RelationId, SeenRelationType } from './relation.schema.ts';

/** So many customers and contacts are in one picture. */
export const MOST_NODES = 100;

const Node = z
  .object({
    ref: PersonRef,
    displayName: line(401),
    kind: z.enum(['individual', 'business', 'contact']),
    depth: z.int().min(0).max(2).meta({ description: 'Steps from the customer whose network it is.' }),
  })
  .meta({ id: 'NetworkNode' });
export type NetworkNode = z.output<typeof Node>;

const Edge = z
  .object({
    from: PersonRef,
    to: PersonRef,
    kind: z
      .enum(['relation', 'position', 'same_person'])
      .meta({ description: 'How they are related; that `to` is a contact of `from`; or that both are one person.' }),
    type: SeenRelationType.optional().meta({ description: 'What `to` is to `from`, of a relation.' }),
    relationId: RelationId.optional(),
    title: line(200).optional().meta({ description: 'Of a position.' }),
    role: z.enum(positionRoles).optional(),
  })
  .meta({ id: 'NetworkEdge' });
export type NetworkEdge = z.output<typeof Edge>;

/** Whom a customer is connected with. */
export const Network = z
  .object({
    nodes: z.array(Node).max(MOST_NODES),
    edges: z.array(Edge),
    truncated: z.boolean().meta({ description: 'There are more than are shown.' }),
  })
  .meta({ id: 'CustomerNetwork' });
export type Network = z.output<typeof Network>;

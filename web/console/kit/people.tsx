import { peopleRoutes } from '../../../shared/people/people.routes.ts';
import type { Colleague } from '../../../shared/people/people.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { me } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { Pick } from './fields.tsx';

const people = api(peopleRoutes);

/** Who works for the company; read once for all that names somebody. */
export const usePeople = (): readonly Colleague[] => useRead(people.list, { query: { limit: 200 } }).data?.items ?? [];

/** Somebody by their name; whoever is not known is said by their id. */
export function Person({ id }: { id: string }) {
  const known = usePeople().find(({ userId }) => userId === id);
  return <bdi>{known?.name ?? id}</bdi>;
}

type Props = {
  label: string;
  labelHidden?: boolean;
  value: string;
  /** What choosing nobody is called. */
  nobody: string;
  error?: string | undefined;
  onChange: (userId: string) => void;
};

/** One of the company's people; whoever chooses comes first, and who is not there is marked. */
export function PersonPick({ nobody, value, ...rest }: Props) {
  const { userId: own } = me();
  const now = new Date().toISOString();
  const known = usePeople();
  const nameOf = ({ userId, name, absentUntil }: Colleague): string =>
    [name, userId === own && `(${texts().you})`, absentUntil && absentUntil > now && `(${texts().absent})`]
      .filter(Boolean)
      .join(' ');
  const first = known.filter(({ userId }) => userId === own);
  const others = known.filter(({ userId }) => userId !== own);
  const named = [...first, ...others].map((one) => ({ value: one.userId, name: nameOf(one) }));
  const unknown = value === '' || known.some(({ userId }) => userId === value) ? [] : [{ value, name: value }];
  return <Pick {...rest} value={value} choices={[{ value: '', name: nobody }, ...named, ...unknown]} />;
}

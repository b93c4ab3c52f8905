import { useNavigate } from '@tanstack/react-router';
import { FilterPick } from '../../kit/fields.tsx';
import { Typed } from '../../kit/typed.tsx';
import { textsIn } from '../../search.ts';
import { useRoles } from './use-roles.ts';
import { peopleTexts } from './texts/texts.ts';

type Search = { q?: string; role?: string };

export function PeopleFilters({ search }: { search: Search }) {
  const p = peopleTexts();
  const { names } = useRoles();
  const navigate = useNavigate();
  const set = (change: Search): void =>
    void navigate({ to: '/settings/people', search: textsIn({ ...search, ...change }, ['q', 'role']), replace: true });
  return (
    <div className="filters">
      <Typed label={p.search} words={search.q ?? ''} onChange={(q) => set({ q })} />
      <FilterPick
        label={p.role}
        value={search.role}
        choices={names.map((name) => ({ value: name, name }))}
        onChange={(role) => set({ role })}
      />
    </div>
  );
}

import { Link, useNavigate } from '@tanstack/react-router';
import type { Colleague } from '../../../../shared/people/people.schema.ts';
import { peopleRoutes } from '../../../../shared/people/people.routes.ts';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/use.ts';
import { ListOf } from '../../kit/list-of.tsx';
import { Opener } from '../../kit/opener.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { exact } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { settingsTexts } from '../texts/texts.ts';
import { peopleRoute } from '../settings.route.ts';
import { PeopleFilters } from './people-filters.tsx';
import { NewPerson, PersonDialog } from './person-dialog.tsx';
import { Roles } from './roles.tsx';
import { peopleTexts } from './texts/texts.ts';

const people = api(peopleRoutes);

/** Who works for the company, and what each role may do. */
export function People() {
  const p = peopleTexts();
  const { open, ...search } = peopleRoute.useSearch();
  const navigate = useNavigate();
  const show = (userId?: string): void =>
    void navigate({ to: '/settings/people', search: { ...search, open: userId }, replace: open !== undefined });
  const pages = usePages(people.list, { query: search });
  const writes = may('settings:write');
  return (
    <Page title={settingsTexts().names.people} about={p.about}>
      <Panel
        title={p.people}
        aside={
          writes && (
            <Opener small label={p.add}>
              {(close) => <NewPerson onClose={close} />}
            </Opener>
          )
        }
      >
        <PeopleFilters search={search} />
        <ListOf
          caption={p.people}
          pages={pages}
          filtered={search.q !== undefined || search.role !== undefined}
          clear="/settings/people"
          empty={p.none}
          keyOf={({ userId }) => userId}
          onOpen={writes ? ({ userId }) => show(userId) : undefined}
          columns={[
            {
              name: p.name,
              cell: ({ userId, name }) =>
                writes ? (
                  <Link to="/settings/people" search={{ ...search, open: userId }} className="quiet">
                    <bdi>{name}</bdi>
                  </Link>
                ) : (
                  <bdi>{name}</bdi>
                ),
            },
            { name: p.email, cell: ({ email }) => email && <bdi>{email}</bdi> },
            { name: p.roles, cell: ({ roles }) => <Names names={roles} /> },
            { name: p.teams, cell: ({ teamIds }) => <Names names={teamIds ?? []} /> },
            { name: p.state, cell: (person) => <State person={person} /> },
          ]}
        />
      </Panel>
      <Roles />
      {open !== undefined && writes && <PersonDialog userId={open} onClose={() => show()} />}
    </Page>
  );
}

const Names = ({ names }: { names: readonly string[] }) => (
  <span className="tags">
    {names.map((name) => (
      <bdi key={name} className="tag">
        {name}
      </bdi>
    ))}
  </span>
);

function State({ person: { absentUntil, mailState } }: { person: Colleague }) {
  const p = peopleTexts();
  return (
    <span className="tags">
      {absentUntil !== undefined && Date.parse(absentUntil) > Date.now() && (
        <span className="tag">{p.absent(exact(absentUntil))}</span>
      )}
      {mailState && <span className="tag warn">{p.mailStates[mailState]}</span>}
    </span>
  );
}

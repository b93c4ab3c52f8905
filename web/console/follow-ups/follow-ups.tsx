import { useNavigate } from '@tanstack/react-router';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Check, FilterPick, Pick } from '../kit/fields.tsx';
import { Page } from '../kit/page.tsx';
import { PersonPick } from '../kit/people.tsx';
import { me, ownOnly } from '../session/me.ts';
import '../style/follow-ups.css';
import { FollowUpBoard } from './follow-up-board.tsx';
import { FollowUpList } from './follow-up-list.tsx';
import { FollowUpRecord } from './follow-up-record.tsx';
import { followUpsRoute, type FollowUpSearch, states, urgencies } from './follow-ups.route.ts';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
const WORK_MS = 30_000;
const shown = ['pending', 'inProgress', 'overdue', 'dueToday', 'unassigned'] as const;

/** Whose customers wait for an answer, and by when: as a list, or as a board by status. */
export function FollowUps() {
  const f = followUpTexts();
  const search = followUpsRoute.useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<Record<keyof FollowUpSearch, string | undefined>>): void =>
    void navigate({
      to: '/follow-ups',
      search: { ...search, ...change } as FollowUpSearch,
      replace: change.open === undefined || search.open !== undefined,
    });
  const open = (followUpId: string | undefined): void => set({ open: followUpId });
  return (
    <Page
      title={ownOnly() ? f.mine : f.title}
      about={<Counts assignedTo={search.assignedTo} />}
      aside={
        <div className="tags" role="group" aria-label={f.view}>
          <Button aria-pressed={search.view !== 'board'} onClick={() => set({ view: undefined })}>
            {f.list}
          </Button>
          <Button aria-pressed={search.view === 'board'} onClick={() => set({ view: 'board' })}>
            {f.board}
          </Button>
        </div>
      }
    >
      <Filters search={search} set={set} />
      {search.view === 'board' ? (
        <FollowUpBoard search={search} open={open} />
      ) : (
        <FollowUpList search={search} open={open} />
      )}
      {search.open !== undefined && (
        <Dialog side title={f.one} onClose={() => open(undefined)}>
          <FollowUpRecord key={search.open} followUpId={search.open} />
        </Dialog>
      )}
    </Page>
  );
}

function Counts({ assignedTo }: { assignedTo: string | undefined }) {
  const f = followUpTexts();
  const query = { limit: 1, ...(assignedTo && { assignedTo }) };
  const { data } = useRead(followUps.list, { query }, { refetchInterval: WORK_MS });
  return data && <span>{shown.map((name) => f.counts[name](data.counts[name])).join(' · ')}</span>;
}

type FiltersProps = {
  search: FollowUpSearch;
  set: (change: Partial<Record<keyof FollowUpSearch, string | undefined>>) => void;
};

/** The board holds all states, so it can be limited to an owner only. */
function Filters({ search, set }: FiltersProps) {
  const f = followUpTexts();
  const { states: names, urgencies: urgencyNames, urgency } = feedbackTexts();
  const board = search.view === 'board';
  if (board && ownOnly()) return null;
  const stateNames: Record<string, string> = { ...names, open: f.open, closed: f.closed };
  return (
    <div className="filters">
      {!ownOnly() && (
        <PersonPick
          label={f.owner}
          labelHidden
          value={search.assignedTo ?? ''}
          nobody={`${f.owner}: ${f.everybody}`}
          onChange={(assignedTo) => set({ assignedTo: assignedTo || undefined })}
        />
      )}
      {!ownOnly() && search.assignedTo !== me().userId && (
        <Button onClick={() => set({ assignedTo: me().userId })}>{f.mine}</Button>
      )}
      {!board && (
        <>
          <Pick
            label={f.state}
            labelHidden
            value={search.status ?? 'open'}
            choices={states.map((value) => ({ value, name: `${f.state}: ${stateNames[value]}` }))}
            onChange={(status) => set({ status: status === 'open' ? undefined : status })}
          />
          <FilterPick
            label={urgency}
            value={search.urgency}
            choices={urgencies.map((value) => ({ value, name: urgencyNames[value] ?? value }))}
            onChange={(value) => set({ urgency: value })}
          />
          <Check
            label={f.overdueOnly}
            checked={search.overdue === 'true'}
            onChange={(on) => set({ overdue: on ? 'true' : undefined })}
          />
        </>
      )}
    </div>
  );
}

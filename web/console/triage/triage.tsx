import { Link, useNavigate } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { Pick } from '../kit/fields.tsx';
import { Page } from '../kit/page.tsx';
import { useSingleKeys } from '../kit/single-keys.ts';
import { Empty, Problem, Skeleton } from '../kit/states.tsx';
import { useKeys } from '../kit/use-keys.ts';
import { texts } from '../texts/console.ts';
import '../style/triage.css';
import { choices } from './decision.ts';
import { useAhead } from './similar.tsx';
import { triageTexts } from './texts/texts.ts';
import { TriageItem } from './triage-item.tsx';
import { impacts, triageRoute, type TriageSearch, types } from './triage.route.ts';
import { useTriage, type Waiting } from './use-triage.ts';

/** What waits for a decision, one at a time: four keys decide, one takes back. */
export function Triage() {
  const x = triageTexts();
  const search = triageRoute.useSearch();
  // Another filter begins another queue.
  return (
    <Page title={x.title} aside={<Filters search={search} />}>
      <Queue key={JSON.stringify(search)} search={search} />
    </Page>
  );
}

function Queue({ search }: { search: TriageSearch }) {
  const x = triageTexts();
  const { pages, waiting, last, left, ages, decide, undo } = useTriage(search);
  const [item, next] = waiting;
  useAhead(next?.feedback.feedbackId);
  const withKeys = useSingleKeys();
  const undoable = last?.batchId !== undefined;
  useKeys({ z: undoable ? () => void undo() : undefined });
  if (pages.data === undefined) {
    return pages.error ? <Problem error={pages.error} again={() => void pages.refetch()} /> : <Skeleton height={480} />;
  }
  return (
    <div className="stack">
      <div className="triage-progress">
        <p role="status">
          {left !== undefined && x.waiting(left)}
          {ages && ages.over_14_days > 0 && ` · ${x.old(ages.over_14_days)}`}
        </p>
        {last && (
          <p className="note">
            <Last item={last.item} choice={last.choice} />{' '}
            <Button
              small
              disabled={!undoable}
              aria-keyshortcuts={withKeys ? 'z' : undefined}
              onClick={() => void undo()}
            >
              {texts().undo} {withKeys && <kbd>Z</kbd>}
            </Button>
          </p>
        )}
      </div>
      {pages.error && <Problem error={pages.error} again={() => void pages.refetch()} />}
      {item ? (
        <TriageItem
          key={item.feedback.feedbackId + item.feedback.version}
          item={item}
          decide={(choice, decision) => void decide(item, choice, decision)}
        />
      ) : (
        <Nothing filtered={Object.keys(search).length > 0} />
      )}
    </div>
  );
}

/** What was decided last, so that undoing is no guess. */
function Last({ item, choice }: { item: Waiting; choice: string }) {
  const x = triageTexts();
  const known = choices.find((one) => one === choice);
  const text = item.feedback.subject ?? item.feedback.comments ?? '';
  return (
    <>
      {known ? x.choices[known] : x.duplicate}: <bdi className="triage-last">{text}</bdi>
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const x = triageTexts();
  const t = texts();
  const clear = (
    <Link to="/triage" className="button">
      {t.clearFilters}
    </Link>
  );
  return (
    <section className="panel">
      <Empty action={filtered ? clear : undefined}>{filtered ? t.nothingFound : x.nothing}</Empty>
    </section>
  );
}

function Filters({ search }: { search: TriageSearch }) {
  const x = triageTexts();
  const { all } = texts();
  const { type, types: typeNames } = feedbackTexts();
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({ to: '/triage', search: { ...search, ...change } as TriageSearch, replace: true });
  return (
    <div className="filters">
      <Pick
        label={type}
        labelHidden
        value={search.type ?? ''}
        choices={[
          { value: '', name: `${type}: ${all}` },
          ...types.map((value) => ({ value, name: typeNames[value] ?? value })),
        ]}
        onChange={(value) => set({ type: value || undefined })}
      />
      <Pick
        label={x.impact}
        labelHidden
        value={search.impact ?? ''}
        choices={[
          { value: '', name: `${x.impact}: ${all}` },
          ...impacts.map((value) => ({ value, name: x.impacts[value] })),
        ]}
        onChange={(value) => set({ impact: value || undefined })}
      />
    </div>
  );
}

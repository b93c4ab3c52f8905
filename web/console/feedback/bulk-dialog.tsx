import { useState } from 'react';
import type { ExcludeFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { initiativeRoutes } from '../../../shared/initiative/initiative.routes.ts';
import { api } from '../api/client.ts';
import { readAgain, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { choicesOf, Pick, TextInput } from '../kit/fields.tsx';
import { Loaded } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { each, type Result, toEach, type Way } from './bulk.ts';
import { followUp, leaveOut, linkTo, tag, takeIn } from './bulk-actions.ts';
import { BulkResults } from './bulk-results.tsx';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);
const initiatives = api(initiativeRoutes);
const MOST = 100;
const touched = ['feedback', 'metrics', 'dashboard', 'follow-up', 'initiative'];

export type Task = 'exclude' | 'include' | 'addTag' | 'removeTag' | 'followUp' | 'initiative';
type Props = { task: Task; records: readonly Feedback[]; onClose: () => void };

/** Takes back what was done, and says how much of it could be. */
async function takeBack(results: readonly Result[]): Promise<void> {
  const undoOf = new Map(results.flatMap(({ record, undo }) => (undo ? [[record, undo] as const] : [])));
  const back = await toEach([...undoOf.keys()], async (record) => {
    await undoOf.get(record)?.();
    return undefined;
  });
  await readAgain(...touched);
  toast(feedbackTexts().takenBack(back.filter(({ error }) => error === undefined).length, back.length));
}

/** Asks what is missing, does it to each record, and says of each that was refused why. */
export function BulkDialog({ task, records, onClose }: Props) {
  const f = feedbackTexts();
  const t = texts();
  const names: Record<Task, string> = {
    exclude: f.exclude,
    include: f.include,
    addTag: f.addTag,
    removeTag: f.removeTag,
    followUp: f.toFollowUps,
    initiative: f.toInitiative,
  };
  const tags = [...new Set(records.flatMap(({ tags: all = [] }) => all))].toSorted();
  const [value, setValue] = useState(
    { exclude: 'spam', removeTag: tags[0] ?? '' }[task as 'exclude' | 'removeTag'] ?? '',
  );
  const [done, setDone] = useState<number>();
  const [results, setResults] = useState<Result[]>([]);
  const ways: Record<Task, Way> = {
    exclude: each(leaveOut(value as ExcludeFeedback['reason'])),
    include: each(takeIn),
    addTag: each(tag(value.trim(), true)),
    removeTag: each(tag(value, false)),
    followUp: each(followUp),
    initiative: linkTo(value),
  };
  // A tag that a record has not got is not taken from it.
  const meant = task === 'removeTag' ? records.filter(({ tags: all = [] }) => all.includes(value)) : records;
  const isReady = task === 'include' || task === 'followUp' || value.trim() !== '';

  const run = async (of: readonly Feedback[], before: readonly Result[]): Promise<void> => {
    setDone(0);
    const came = await ways[task](of, setDone).catch((error: unknown) =>
      of.map((record): Result => ({ record, error })),
    );
    const all = [...before, ...came];
    const well = all.filter(({ error }) => error === undefined);
    await readAgain(...touched);
    setDone(undefined);
    setResults(all);
    const undo = well.some((one) => one.undo) ? { name: t.undo, act: () => void takeBack(well) } : undefined;
    toast(f.doneOf(well.length, all.length), undo);
    if (well.length === all.length) onClose();
  };
  /** Those that were refused, as they are by now. */
  const again = async (): Promise<void> => {
    setDone(0);
    const before = results.filter(({ error }) => error === undefined);
    const refused = results.filter(({ error }) => error !== undefined).map(({ record }) => record);
    const now = await Promise.allSettled(refused.map(({ feedbackId }) => feedback.get({ params: { feedbackId } })));
    await run(
      now.map((read, at) => (read.status === 'fulfilled' ? read.value : refused[at]) as Feedback),
      before,
    );
  };

  return (
    <Dialog title={`${names[task]}: ${t.records(meant.length)}`} onClose={() => done === undefined && onClose()}>
      {results.length > 0 ? (
        <BulkResults results={results} />
      ) : (
        <Asked task={task} value={value} tags={tags} onChange={setValue} />
      )}
      {done !== undefined && <progress max={meant.length} value={done} aria-label={f.doneOf(done, meant.length)} />}
      <div className="actions">
        <Button disabled={done !== undefined} onClick={onClose}>
          {results.length > 0 ? t.close : t.cancel}
        </Button>
        <Button
          look="main"
          disabled={done !== undefined || !isReady}
          onClick={() => void (results.length > 0 ? again() : run(meant, []))}
        >
          {results.length > 0 ? t.tryAgain : names[task]}
        </Button>
      </div>
    </Dialog>
  );
}

type AskedProps = { task: Task; value: string; tags: readonly string[]; onChange: (value: string) => void };

function Asked({ task, value, tags, onChange }: AskedProps) {
  const f = feedbackTexts();
  const read = useRead(initiatives.list, { query: { limit: MOST } }, { enabled: task === 'initiative' });
  const pick = (label: string, choices: { value: string; name: string }[]) => (
    <Pick label={label} value={value} choices={choices} onChange={onChange} />
  );
  switch (task) {
    case 'exclude':
      return pick(f.excludeWhy, choicesOf(f.reasons));
    case 'addTag':
      return <TextInput label={f.tag} value={value} maxLength={50} autoFocus onChange={onChange} />;
    case 'removeTag':
      return pick(
        f.tag,
        tags.map((one) => ({ value: one, name: one })),
      );
    case 'initiative':
      return (
        <Loaded read={read} height={60}>
          {({ items }) => (
            <>
              <p className="muted">{f.toInitiativeAsk}</p>
              {pick(f.initiative, [
                { value: '', name: '' },
                ...items.map(({ initiativeId, title }) => ({ value: initiativeId, name: title })),
              ])}
            </>
          )}
        </Loaded>
      );
    case 'followUp':
      return <p className="muted">{f.toFollowUpsAsk}</p>;
    case 'include':
      return null;
  }
}

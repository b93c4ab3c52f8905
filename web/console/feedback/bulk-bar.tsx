import { useState } from 'react';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { Button } from '../kit/button.tsx';
import type { Selection } from '../kit/selection.ts';
import { may } from '../session/me.ts';
import { BulkDialog, type Task } from './bulk-dialog.tsx';
import { feedbackTexts } from './texts/texts.ts';

/** Whether this role can do anything with several records. */
export const mayBulk = (): boolean => may('feedback:write') || may('workflow:write');

/** What can be done with the chosen records, as far as the role may and there is something to do. */
export function BulkBar({ records, selection }: { records: readonly Feedback[]; selection: Selection }) {
  const f = feedbackTexts();
  const [task, setTask] = useState<{ task: Task; records: readonly Feedback[] }>();
  const chosen = records.filter(({ feedbackId }) => selection.has(feedbackId));
  const counted = chosen.filter(({ excluded }) => !excluded);
  const leftOut = chosen.filter(({ excluded }) => excluded);
  const tagged = chosen.filter(({ tags = [] }) => tags.length > 0);
  const offer = (name: string, to: Task, of: readonly Feedback[]) =>
    of.length > 0 && (
      <Button small onClick={() => setTask({ task: to, records: of })}>
        {name}
      </Button>
    );
  return (
    <>
      {chosen.length > 0 && (
        <div className="bulk" role="group" aria-label={f.withChosen}>
          <strong role="status">{f.chosen(chosen.length)}</strong>
          {may('feedback:write') && (
            <>
              {offer(f.exclude, 'exclude', counted)}
              {offer(f.include, 'include', leftOut)}
              {offer(f.addTag, 'addTag', chosen)}
              {offer(f.removeTag, 'removeTag', tagged)}
            </>
          )}
          {may('workflow:write') && (
            <>
              {offer(f.toFollowUps, 'followUp', chosen)}
              {offer(f.toInitiative, 'initiative', chosen)}
            </>
          )}
          <Button small look="bare" onClick={() => selection.all(false)}>
            {f.letGo}
          </Button>
        </div>
      )}
      {task && <BulkDialog {...task} onClose={() => setTask(undefined)} />}
    </>
  );
}

import { alertRoutes } from '../../../shared/alert/alert.routes.ts';
import type { Alert } from '../../../shared/alert/alert.schema.ts';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { isStale, readAgain } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { useDraft } from '../kit/draft.ts';
import { TextArea } from '../kit/fields.tsx';
import { Person } from '../kit/people.tsx';
import { Problem } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { alertTexts } from './texts/texts.ts';

const alerts = api(alertRoutes);

/** What people say about an alert, and a place to say something. */
export function AlertComments({ alert: { alertId, version, comments } }: { alert: Alert }) {
  const a = alertTexts();
  const [{ text }, setDraft, draft] = useDraft(`alert.comment.${alertId}`, { text: '' });
  const save = useMutation({
    mutationFn: async () => {
      const say = (ifMatch: number) => alerts.comment({ params: { alertId }, body: { text: text.trim() }, ifMatch });
      try {
        return await say(version);
      } catch (error) {
        if (!isStale(error)) throw error;
        // A comment takes nothing away from what somebody else has done meanwhile.
        return say((await alerts.get({ params: { alertId } })).version);
      }
    },
    onSuccess: async () => {
      setDraft({ text: '' });
      draft.forget();
      await readAgain('alert');
    },
  });
  return (
    <section className="stack" aria-label={a.comments}>
      <h3>{a.comments}</h3>
      {comments.length > 0 && (
        <ol className="lines">
          {comments.map(({ at, by, text: said }) => (
            <li key={at}>
              <Person id={by} />{' '}
              <span className="note">
                <When at={at} />
              </span>
              <p dir="auto" className="pre">
                {said}
              </p>
            </li>
          ))}
        </ol>
      )}
      {may('alerts:write', 'alerts:own') && (
        <>
          <TextArea
            label={a.comment}
            rows={2}
            maxLength={10_000}
            value={text}
            onChange={(words) => setDraft({ text: words })}
          />
          {save.error && <Problem error={save.error} />}
          <div>
            <Button small disabled={save.isPending || text.trim() === ''} onClick={() => save.mutate()}>
              {a.say}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

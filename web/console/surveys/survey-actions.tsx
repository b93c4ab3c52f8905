import { useState } from 'react';
import { surveyRoutes } from '../../../shared/survey/survey.routes.ts';
import type { Survey, SurveyStatus } from '../../../shared/survey/survey.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { maySend } from './parts.tsx';
import { surveysTexts } from './texts/texts.ts';

const surveys = api(surveyRoutes);

/** States of which nothing more can come: such a survey cannot be cancelled. */
const ended: readonly SurveyStatus[] = ['completed', 'suppressed', 'bounced', 'opted_out', 'expired', 'cancelled'];

export function CancelSurvey({ survey }: { survey: Survey }) {
  const s = surveysTexts();
  const cancel = useChange(surveys.cancel);
  if (!maySend() || ended.includes(survey.status)) return null;
  return (
    <Asked
      name={s.cancelSurvey}
      about={s.cancelAsk}
      no={s.keep}
      change={cancel}
      params={{ surveyId: survey.surveyId }}
      done={s.cancelled}
      danger
    />
  );
}

export function ReleaseAnswer({ survey }: { survey: Survey }) {
  const s = surveysTexts();
  const release = useChange(surveys.release, 'feedback', 'metrics', 'dashboard');
  if (!may('surveys:write')) return null;
  return (
    <Asked
      name={s.release}
      about={s.releaseAsk}
      no={texts().cancel}
      change={release}
      params={{ surveyId: survey.surveyId }}
      done={s.released}
    />
  );
}

type Change = {
  mutate: (input: { params: { surveyId: string }; idempotencyKey: string }, then: { onSuccess: () => void }) => void;
  error: unknown;
  isPending: boolean;
};
type AskedProps = {
  name: string;
  about: string;
  no: string;
  change: Change;
  params: { surveyId: string };
  done: string;
  danger?: true;
};

/** Something that cannot be taken back: the button asks before it is done. */
function Asked({ name, about, no, change, params, done, danger }: AskedProps) {
  const [key, setKey] = useState<string>();
  const close = (): void => setKey(undefined);
  return (
    <div>
      <Button small onClick={() => setKey(crypto.randomUUID())}>
        {name}
      </Button>
      {key !== undefined && (
        <Dialog title={name} onClose={close}>
          <p>{about}</p>
          {change.error ? <Problem error={change.error} /> : null}
          <div className="actions">
            <Button onClick={close}>{no}</Button>
            <Button
              look={danger ? 'danger' : 'main'}
              disabled={change.isPending}
              onClick={() =>
                change.mutate(
                  { params, idempotencyKey: key },
                  {
                    onSuccess: () => {
                      close();
                      toast(done);
                    },
                  },
                )
              }
            >
              {name}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

import { useState } from 'react';
import { surveyRoutes } from '../../../shared/survey/survey.routes.ts';
import type { Survey, SurveyStatus } from '../../../shared/survey/survey.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Confirm } from '../kit/confirm.tsx';
import { toast } from '../kit/toast.tsx';
import { may } from '../session/me.ts';
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

/** Of the survey as a whole: where its button stands is gone as soon as it was released, and nobody would be told so. */
export const useRelease = () => useChange(surveys.release, 'feedback', 'metrics', 'dashboard');

type ReleaseProps = { survey: Survey; release: ReturnType<typeof useRelease> };
export function ReleaseAnswer({ survey, release }: ReleaseProps) {
  const s = surveysTexts();
  if (!may('surveys:write')) return null;
  return (
    <Asked
      name={s.release}
      about={s.releaseAsk}
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
  no?: string;
  change: Change;
  params: { surveyId: string };
  done: string;
  danger?: true;
};

/** Something that cannot be taken back: the button asks before it is done. */
function Asked({ name, about, no, change, params, done, danger }: AskedProps) {
  const [key, setKey] = useState<string>();
  const close = (): void => setKey(undefined);
  const onSuccess = (): void => {
    close();
    toast(done);
  };
  return (
    <div>
      <Button small onClick={() => setKey(crypto.randomUUID())}>
        {name}
      </Button>
      {key !== undefined && (
        <Confirm
          title={name}
          action={name}
          {...(no && { no })}
          look={danger ? 'danger' : 'main'}
          pending={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate({ params, idempotencyKey: key }, { onSuccess })}
          onClose={close}
        >
          {about}
        </Confirm>
      )}
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reviewSampleRoutes } from '../../../shared/review-sample/review-sample.routes.ts';
import type { JudgeText, SampleProgress } from '../../../shared/review-sample/review-sample.schema.ts';
import { api } from '../api/client.ts';
import { useChange, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Page } from '../kit/page.tsx';
import { useSingleKeys } from '../kit/single-keys.ts';
import { Empty, Loaded } from '../kit/states.tsx';
import { useKeys } from '../kit/use-keys.ts';
import '../style/triage.css';
import { Judgement, type Said } from './judgement.tsx';
import { sampleScreens } from './review-samples.route.ts';
import { sampleTexts } from './texts/texts.ts';

const samples = api(reviewSampleRoutes);
const [, screen] = sampleScreens;
type Text = NonNullable<SampleProgress['next']>;
type Judged = { text: Text; said: Said };

/** One text of a sample after another, without what the engine says of it: keys say what a person finds. */
export function SamplePage() {
  const s = sampleTexts();
  const { sampleId } = screen.useParams();
  const read = useRead(samples.next, { params: { sampleId } });
  return (
    <Page title={s.one} about={<Link to="/review-samples">{s.toList}</Link>}>
      <Loaded read={read} height={480}>
        {(progress) => <Judging key={sampleId} progress={progress} />}
      </Loaded>
    </Page>
  );
}

function Judging({ progress: { sampleId, next, done, of } }: { progress: SampleProgress }) {
  const s = sampleTexts();
  const withKeys = useSingleKeys();
  const judge = useChange(samples.judge, 'analysis');
  const [last, setLast] = useState<Judged>();
  const [again, setAgain] = useState<Judged>();
  const back = last && !again ? () => setAgain(last) : undefined;
  useKeys({ z: back });
  const shown = again?.text ?? next;
  const save = (text: Text, said: JudgeText): void =>
    judge.mutate(
      { params: { sampleId }, body: said },
      {
        onSuccess: () => {
          setLast({ text, said });
          setAgain(undefined);
        },
      },
    );
  return (
    <div className="stack">
      <div className="triage-progress">
        <p role="status">{s.doneOf(done, of)}</p>
        {back && (
          <Button small aria-keyshortcuts={withKeys ? 'z' : undefined} onClick={back}>
            {s.back} {withKeys && <kbd>Z</kbd>}
          </Button>
        )}
      </div>
      {shown ? (
        <Judgement
          key={shown.feedbackId}
          text={shown}
          said={again?.said}
          pending={judge.isPending}
          error={judge.error}
          onSave={(said) => save(shown, said)}
        />
      ) : (
        <section className="panel">
          <Empty
            action={
              <Link to="/review-samples" className="button main-button">
                {s.toNumbers}
              </Link>
            }
          >
            {of === 0 ? s.nothingDrawn : s.allJudged}
          </Empty>
        </section>
      )}
    </div>
  );
}

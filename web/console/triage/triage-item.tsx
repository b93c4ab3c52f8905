import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DecisionOfMany } from '../../../shared/triage/triage.requests.schema.ts';
import { scoreWords, SentimentTag, UrgencyTag, whoOf } from '../feedback/parts.tsx';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Verbatim } from '../feedback/verbatim.tsx';
import { useSingleKeys } from '../kit/single-keys.ts';
import { useKeys } from '../kit/use-keys.ts';
import { When } from '../kit/when.tsx';
import { type Choice, choices, decisionOf, duplicateOf, type Said } from './decision.ts';
import { Similar } from './similar.tsx';
import { triageTexts } from './texts/texts.ts';
import { TriageDetails } from './triage-details.tsx';
import type { Waiting } from './use-triage.ts';

type Props = { item: Waiting; decide: (choice: string, decision: DecisionOfMany) => void };

/** One record, large, and the four things that can become of it. */
export function TriageItem({ item, decide }: Props) {
  const x = triageTexts();
  const { feedback } = item;
  const [said, setSaid] = useState<Said>({});
  const choose = (choice: Choice): void => decide(choice, decisionOf(feedback, choice, said));
  const withKeys = useSingleKeys();
  useKeys(Object.fromEntries(choices.map((choice, at) => [String(at + 1), () => choose(choice)])));
  return (
    <div className="triage">
      <section className="panel triage-said" aria-label={x.record}>
        <p className="note">
          <bdi>{whoOf(feedback)}</bdi> · {feedbackTexts().sources[feedback.source] ?? feedback.source} ·{' '}
          <When at={feedback.occurredAt} />
          {item.voices > 1 && ` · ${x.voices(item.voices)}`}
        </p>
        <p className="tags">
          <SentimentTag sentiment={feedback.analysis?.sentiment} />
          <UrgencyTag urgency={feedback.analysis?.urgency ?? feedback.analysis?.early?.urgency} />
          {scoreWords(feedback.scores)}
        </p>
        {feedback.subject && <Verbatim record={feedback} field="subject" as="h3" />}
        {feedback.comments && <Verbatim record={feedback} field="comments" />}
        <p className="triage-more">
          <Link to="/feedback/$feedbackId" params={{ feedbackId: feedback.feedbackId }}>
            {x.open}
          </Link>
        </p>
        <div className="triage-choices" role="group" aria-label={x.decide}>
          {choices.map((choice, at) => {
            const suggested = item.route !== 'none' && item.route === choice;
            return (
              <button
                key={choice}
                type="button"
                className={suggested ? 'button main-button' : 'button'}
                aria-keyshortcuts={withKeys ? String(at + 1) : undefined}
                onClick={() => choose(choice)}
              >
                {withKeys && <kbd>{at + 1}</kbd>}
                <span>
                  {x.choices[choice]}
                  {suggested && <small> {x.suggested}</small>}
                </span>
              </button>
            );
          })}
        </div>
      </section>
      <section className="panel" aria-label={x.details}>
        <TriageDetails item={item} said={said} onSaid={setSaid} />
        <Similar feedback={feedback} onDuplicate={(main) => decide('duplicate', duplicateOf(feedback, main, said))} />
      </section>
    </div>
  );
}

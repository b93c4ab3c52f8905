import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DecisionReason } from '../../../shared/survey/survey.schema.ts';
import { formatCount } from '../../chart/format.ts';
import { Button } from '../kit/button.tsx';
import { Panel } from '../kit/page.tsx';
import { DataTable } from '../kit/table.tsx';
import { exact } from '../kit/when.tsx';
import { spoken, texts } from '../texts/console.ts';
import { ruleWords } from './decision-words.tsx';
import type { Result } from './sending.ts';
import { surveysTexts } from './texts/texts.ts';

const SHOWN = 100;

/** Who is asked and who is not, with the reason of each; those who are not come first. */
export function SendResults({ results, real }: { results: readonly Result[]; real: boolean }) {
  const { sending: w, ...s } = surveysTexts();
  const [shown, setShown] = useState(SHOWN);
  const asked = results.filter(({ decision }) => decision.sent).length;
  const refused = results.length - asked;
  const reasons = new Map<DecisionReason, number>();
  for (const { decision } of results)
    if (decision.reason && !decision.sent) reasons.set(decision.reason, (reasons.get(decision.reason) ?? 0) + 1);
  const rows = results
    .map((result, at) => ({ ...result, at }))
    .toSorted((one, other) => Number(one.decision.sent) - Number(other.decision.sent) || one.at - other.at);
  return (
    <Panel title={real ? w.sent(asked) : w.would(asked)} about={refused > 0 ? w.wouldNot(refused, real) : undefined}>
      {reasons.size > 0 && (
        <ul className="tags">
          {[...reasons].map(([reason, n]) => (
            <li key={reason} className="tag warn">
              {s.reasons[reason]}: {formatCount(spoken(), n)}
            </li>
          ))}
        </ul>
      )}
      <DataTable
        caption={w.people}
        rows={rows.slice(0, shown)}
        keyOf={({ at }) => String(at)}
        columns={[
          {
            name: s.who,
            cell: ({ recipient: { contact, customerId } }) => {
              const who = contact?.email ?? customerId ?? '';
              return (
                <Link to="/surveys/decisions" search={{ who }} className="quiet cell">
                  <bdi>{who}</bdi>
                </Link>
              );
            },
          },
          {
            name: s.state,
            cell: ({ decision }) => (
              <span className={decision.sent ? 'tag ok' : 'tag warn'}>
                {decision.reason && !decision.sent ? s.reasons[decision.reason] : w.asked}
              </span>
            ),
          },
          {
            name: s.reason,
            cell: ({ decision: { sent, rule, nextEligibleAt, scheduledAt } }) => (
              <>
                {rule && <bdi className="cell">{ruleWords(rule)}</bdi>}
                {!sent && nextEligibleAt && <span className="note beside">{s.may(exact(nextEligibleAt))}</span>}
                {sent && scheduledAt && <span className="note beside">{s.scheduledFor(exact(scheduledAt))}</span>}
              </>
            ),
          },
        ]}
      />
      {rows.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + SHOWN)}>{texts().loadMore}</Button>
        </div>
      )}
    </Panel>
  );
}

import type { Decision } from '../../../shared/survey/survey.schema.ts';
import { formatShare } from '../../chart/format.ts';
import { exact } from '../kit/when.tsx';
import { spoken } from '../texts/console.ts';
import { ruleOf } from './rule-words.ts';
import { surveysTexts } from './texts/texts.ts';

/** The rule in words. */
export function ruleWords(text: string): string {
  const { rules, tests } = surveysTexts();
  const rule = ruleOf(text);
  switch (rule.kind) {
    case 'asWritten':
      return rule.text;
    case 'noTemplate':
      return rules.noTemplate(rule.event);
    case 'condition':
      return rules.condition(`${rule.field} ${tests[rule.test]} ${rule.value}`);
    case 'sample':
      return rules.sample(formatShare(spoken(), rule.value));
    case 'quietShared':
    case 'quietOwn':
    case 'capShared':
    case 'capOwn':
      return rules[rule.kind](rule.value);
    default:
      return rules[rule.kind];
  }
}

/** Whether somebody was asked, why not, and from when on they may be. */
export function DecisionWords({
  decision: { sent, reason, rule, nextEligibleAt, scheduledAt },
}: {
  decision: Decision;
}) {
  const s = surveysTexts();
  return (
    <>
      <p className="tags">
        <span className={sent ? 'tag ok' : 'tag warn'}>{sent ? s.askedYes : s.askedNo}</span>
        {reason && <strong>{s.reasons[reason]}</strong>}
      </p>
      {rule && (
        <p>
          <bdi>{ruleWords(rule)}</bdi>
        </p>
      )}
      {!sent && nextEligibleAt && <p>{s.may(exact(nextEligibleAt))}</p>}
      {sent && scheduledAt && Date.parse(scheduledAt) > Date.now() && (
        <p className="note">{s.scheduledFor(exact(scheduledAt))}</p>
      )}
    </>
  );
}

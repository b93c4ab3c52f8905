import type { Alert } from '../../shared/alert/alert.schema.ts';
import { type SystemKind, systemKindOf } from '../../shared/alert/system.schema.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { formatTime, say } from '../survey/texts/texts.ts';
import { systemTexts } from './system-texts.ts';

type Noticed = Pick<Alert, 'severity' | 'subject'>;

/** How an alert is called: by its rule, or of one of the product itself by its kind, in the language. */
export function titleOf(language: SurveyLanguage, { ruleId, ruleName }: Pick<Alert, 'ruleId' | 'ruleName'>): string {
  const kind = systemKindOf(ruleId);
  return kind ? systemTexts[language][kind].title : ruleName;
}

/** Why somebody is told of what the product itself has noticed. */
export const whyOf = (language: SurveyLanguage, kind: SystemKind): string =>
  systemTexts[language][kind].why ?? systemTexts[language].why;

/** What the product itself has noticed, in a sentence or two. */
export function noticed(
  language: SurveyLanguage,
  { severity, subject }: Noticed,
  timeZone: string,
): string | undefined {
  if (!subject.system) return undefined;
  const { kind, facts } = subject.system;
  const texts = systemTexts[language];
  if (subject.keys) return texts.storm;
  const { sentence, critical = sentence } = texts[kind];
  const shown = Object.entries(facts).map(([name, value]) => [name, shownAs(language, value, timeZone)]);
  return say(severity === 'critical' ? critical : sentence, Object.fromEntries(shown) as Record<string, string>);
}

function shownAs(language: SurveyLanguage, value: string | number, timeZone: string): string {
  if (typeof value === 'number') return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
  return /^\d{4}-\d\d-\d\dT/.test(value) ? formatTime(language, new Date(value), timeZone) : value;
}

import type { Alert } from '../../../shared/alert/alert.schema.ts';
import { alertTexts } from './texts/texts.ts';

const looks: Record<Alert['severity'], string> = { critical: 'critical', warning: 'warn', info: '' };

export const SeverityTag = ({ severity }: Pick<Alert, 'severity'>) => (
  <span className={`tag ${looks[severity]}`}>{alertTexts().severities[severity]}</span>
);

export const isClosed = ({ status }: Pick<Alert, 'status'>): boolean =>
  status === 'resolved' || status === 'auto_resolved';

/** Rules have names of their own; what the product notices about itself is named here. */
export function nameOfAlert({ ruleId, ruleName }: Pick<Alert, 'ruleId' | 'ruleName'>): string {
  return alertTexts().system[ruleId] ?? ruleName;
}

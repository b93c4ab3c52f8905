/** The name of a domain event, `FeedbackEdited`, in words. */
export const actionWords = (action: string): string =>
  action.replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`).trim();

type Place = { to: string; search?: Record<string, string> };
const beside =
  (to: string, name = 'open') =>
  (recordId: string): Place => ({ to, search: { [name]: recordId } });

/** Where the console shows a record, by what its id begins with. */
const places = new Map<string, (recordId: string) => Place>([
  ['fb', (recordId) => ({ to: `/feedback/${recordId}` })],
  ['cus', (recordId) => ({ to: `/customers/${recordId}` })],
  ['fu', beside('/follow-ups')],
  ['al', beside('/alerts')],
  ['ar', (recordId) => ({ to: `/alerts/rules/${recordId}` })],
  ['ini', (recordId) => ({ to: `/initiatives/${recordId}` })],
  ['rp', (recordId) => ({ to: `/reports/${recordId}` })],
  ['tpl', (recordId) => ({ to: `/surveys/templates/${recordId}` })],
  ['job', beside('/jobs')],
  ['sv', beside('/surveys/list')],
  ['wh', (recordId) => ({ to: `/settings/webhooks/${recordId}` })],
  ['hk', beside('/settings/integrations', 'hook')],
  ['trk', beside('/settings/integrations', 'tracker')],
  ['bm', beside('/settings/benchmarks')],
  ['go', beside('/settings/goals', 'goal')],
  ['fk', () => ({ to: '/settings/form-keys' })],
  ['settings', () => ({ to: '/settings/company' })],
]);
export const placeOf = (recordId: string): Place | undefined => places.get(recordId.split('_')[0] ?? '')?.(recordId);

/** A month and those before it, newest first. */
export function monthsUntil(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7),
  );
}

/** The name of a domain event, `FeedbackEdited`, in words. */
export const actionWords = (action: string): string =>
  action.replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`).trim();

/** Where the console shows a record, by what its id begins with. */
const paths = new Map<string, (recordId: string) => string>([
  ['fb', (recordId) => `/feedback/${recordId}`],
  ['settings', () => '/settings/company'],
  ['fk', () => '/settings/form-keys'],
]);
export const recordPath = (recordId: string): string | undefined => paths.get(recordId.split('_')[0] ?? '')?.(recordId);

/** A month and those before it, newest first. */
export function monthsUntil(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7),
  );
}

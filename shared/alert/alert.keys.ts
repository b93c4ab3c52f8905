/** Where a company's alerts lie, in the order of their ids. */
export const ALERTS = 'al';

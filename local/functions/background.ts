/** What nobody waits for: what follows an event, but for alerts, and what runs by the clock. */
export const isInBackground = (functionName: string): boolean => /^heed-(on-(?!alerts$)|every-)/.test(functionName);

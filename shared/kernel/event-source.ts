/** The `source` of every domain event on the bus; rules and publisher must agree on it. */
export const EVENT_SOURCE = 'heed.voice';

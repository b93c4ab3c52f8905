/** Environment variable that holds the address of a queue trigger's lane, e.g. `QUEUE_ANALYSIS_NEW`. */
export const queueVariable = (trigger: string, lane: string): string =>
  `QUEUE_${trigger}_${lane}`.toUpperCase().replaceAll('-', '_');

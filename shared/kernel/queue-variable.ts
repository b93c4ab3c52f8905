/** Environment variable that holds the address of a queue trigger's lane, e.g. `QUEUE_ANALYSIS_NEW`. */
export const queueVariable = (trigger: string, lane: string): string =>
  `QUEUE_${trigger}_${lane}`.toUpperCase().replaceAll('-', '_');

/** Queue triggers by their names, for whoever asks what waits in their backlog lanes. */
export const COUNTING_QUEUE = 'counting';
export const SEARCH_QUEUE = 'search';

/** Its messages name jobs that may be worked on. */
export const JOB_QUEUE = 'jobs';

/** Its messages name endpoints that are to be looked at. */
export const WEBHOOK_QUEUE = 'webhook-work';

/** Its messages hold events of companies of which many have come, and that webhooks want. */
export const WEBHOOK_BULK_QUEUE = 'webhook-intake-bulk';

/** Its messages name counter rows of a company that its rules on numbers watch, and that have moved. */
export const MARKS_QUEUE = 'metric-marks';

/** Its messages name companies whose stored dashboards are to be made anew. */
export const DASHBOARD_QUEUE = 'refresh-dashboard';
/** Its messages name runs of reports that are to be computed and printed, or sent. */
export const RENDER_QUEUE = 'render-report';
export const SEND_QUEUE = 'send-report';

/** Its messages name loop mails that wait. */
export const LOOP_QUEUE = 'loop-send';

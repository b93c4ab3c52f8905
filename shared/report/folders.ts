/** So long at most the runs of a report are kept, and what was printed of them (`runs/` in the bucket of files). */
export const MOST_RETENTION_DAYS = 1_200;

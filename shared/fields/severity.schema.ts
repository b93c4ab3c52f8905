import * as z from 'zod';

/** The mildest first. */
export const severities = ['info', 'warning', 'critical'] as const;
export const Severity = z.enum(severities).meta({ id: 'Severity', example: 'critical' });
export type Severity = z.output<typeof Severity>;

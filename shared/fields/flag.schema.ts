import * as z from 'zod';

/** Yes or no in a query, which knows texts only. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

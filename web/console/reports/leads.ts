import type { LinkProps } from '@tanstack/react-router';

/** Where something leads to. */
export type Lead = Pick<LinkProps, 'to' | 'search' | 'params'> | undefined;

/** Where what a section shows leads to, by the place at which it is shown. */
export type Leads = {
  tiles?: readonly Lead[];
  quotes?: readonly Lead[];
  /** Of its table, by row and column. */
  cells?: readonly (readonly Lead[])[];
};

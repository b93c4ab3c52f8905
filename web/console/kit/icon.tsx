/** Drawn for the console on a grid of 16, one line thick. */
const paths = {
  overview: 'M2.5 7.5 8 3l5.5 4.5V13h-4v-3.5h-3V13h-4z',
  boards: 'M2.5 3H7v4.5H2.5zM9 3h4.5v4.5H9zM2.5 9.5h11V13h-11z',
  feedback: 'M2.5 3.5h11v7.5h-7l-3 2.5V11h-1z',
  surveys: 'M3.5 2.5h9v11h-9zM6 6h4M6 8.5h4M6 11h2',
  followUps: 'm3 8.5 3.2 3.2L13 4.5',
  reports: 'M3 13.5V8M8 13.5v-11M13 13.5V6',
  reviews: 'M3 8a5 5 0 1 0 1.5-3.6L3 6M3 3v3h3M8 5.5V8l2 1.5',
  samples: 'M2.5 4h6M2.5 8h4.5M2.5 12h3M8.5 11l2 2 3.5-4.5',
  triage: 'M2.5 3h11L9.5 8v5l-3-1.5V8z',
  alerts: 'M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3zM6.8 14h2.4',
  initiatives: 'M8 2.5a4 4 0 0 0-2 7.5v1.5h4V10a4 4 0 0 0-2-7.5M6.5 13.5h3',
  team: 'M6 7.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M1.8 13.2c.3-2.4 2-3.7 4.2-3.7s3.9 1.3 4.2 3.7M10.8 3.2a2.2 2.2 0 0 1 0 4.2M12 9.7c1.3.5 2 1.8 2.2 3.5',
  me: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8M2.8 13.5c.4-2.6 2.5-4 5.2-4s4.8 1.4 5.2 4',
  analytics: 'M2.5 13.5h11M3.5 10.5l3-3.5 2.5 2 4-5.5',
  metrics: 'M2.5 11a5.5 5.5 0 1 1 11 0M8 11l2.5-3.5M2.5 13.5h11',
  settings:
    'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4M8 2v1.8M8 12.2V14M2 8h1.8M12.2 8H14M3.8 3.8 5 5M11 11l1.2 1.2M3.8 12.2 5 11M11 5l1.2-1.2',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.3 10.3 14 14',
  close: 'm4 4 8 8M12 4l-8 8',
  down: 'm4 6 4 4 4-4',
  back: 'M13 8H3.5M7.5 4l-4 4 4 4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  download: 'M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M3 13.5h10',
  drag: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  up: 'm4 10 4-4 4 4',
  plus: 'M8 3v10M3 8h10',
} as const;
export type IconName = keyof typeof paths;

/** Says nothing by itself: a name stands beside it, or on what it is in. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth={name === 'more' || name === 'drag' ? 2 : 1.4}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
);

import { expect, it } from 'vitest';
import { actionWords, monthsUntil, placeOf } from './entry.ts';

it('says the name of an event in words', () => {
  expect(actionWords('FollowUpDueDateChanged')).toBe('Follow up due date changed');
});

it('leads to records that have a screen, and nowhere else', () => {
  expect(placeOf('fb_01m8pygay029ne441haze18t10')).toEqual({ to: '/feedback/fb_01m8pygay029ne441haze18t10' });
  expect(placeOf('settings')).toEqual({ to: '/settings/company' });
  expect(placeOf('fu_1')).toEqual({ to: '/follow-ups', search: { open: 'fu_1' } });
  expect(placeOf('ini_1')).toEqual({ to: '/initiatives/ini_1' });
  expect(placeOf('ar_1')).toEqual({ to: '/alerts/rules/ar_1' });
  expect(placeOf('rp_1')).toEqual({ to: '/reports/rp_1' });
  expect(placeOf('tpl_1')).toEqual({ to: '/surveys/templates/tpl_1' });
  expect(placeOf('job_1')).toEqual({ to: '/jobs', search: { open: 'job_1' } });
  expect(placeOf('weekly-2026-W48')).toBeUndefined();
  expect(placeOf('constructor')).toBeUndefined();
});

it('names months backwards over the turn of a year', () => {
  expect(monthsUntil('2026-02', 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
});

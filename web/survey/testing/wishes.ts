import { Policy } from '../../../shared/policy/policy.schema.ts';
import type { Wishes } from '../../../shared/preference-page/wishes.ts';
import { surveyLanguages } from '../../../shared/survey-template/localized.schema.ts';
import type { Page } from '../document.tsx';
import { stoppedPage, stopPage } from '../stop-page.tsx';
import { wishesPage } from '../wishes-page.tsx';

const frame = { company: 'Acme', brand: { accent: '#c2410c' }, action: '/post', address: 'a…@example.com' };
const at = '2026-11-20T10:00:00.000Z';

/** What a customer wishes of whom much is known; for tests. */
export const wishes: Wishes = {
  pace: 'weekly',
  paces: ['all', 'weekly', 'monthly', 'pause', 'none'],
  switches: [
    { purpose: 'marketing', channel: 'email', on: true },
    { purpose: 'marketing', channel: 'phone', on: true },
    { purpose: 'survey', channel: 'email', on: false },
  ],
  topics: [
    { name: 'news', label: 'New models and test drives', on: true },
    { name: 'service', label: 'Service and tyres', on: false },
  ],
  updates: true,
  preferences: { preferredMethod: 'email', language: 'de', timeZone: 'Europe/Vienna' },
  policy: {
    version: Policy.parse({
      policyId: 'pol_01kb0000000000000000000000',
      policyVersion: '2026-11',
      title: 'How we use your data',
      languages: {
        en: 'We keep what you tell us for two years.\nThen it is erased.',
        ar: 'نحتفظ بما تخبرنا به لمدة سنتين.',
      },
      required: true,
      version: 1,
      createdAt: at,
      updatedAt: at,
      createdBy: { kind: 'user', id: 'user-1' },
    }),
    acknowledgedAt: undefined,
  },
};

const shown = { frequency: 'weekly' };
const common = { ...frame, shown, languages: surveyLanguages, timeZone: 'UTC' };

/** The pages on which somebody says what they wish, for a browser to open. */
export const wishesPages: Record<string, () => Page> = {
  preferences: () => wishesPage({ ...common, language: 'en', wishes, saved: true, linkMail: 'sent' }),
  // As `masked` says it among words from right to left.
  'preferences-ar': () =>
    wishesPage({ ...common, language: 'ar', wishes, address: '\u2066a…\u2060@example.com\u2069' }),
  'preferences-de': () => wishesPage({ ...common, language: 'de', wishes }),
  'preferences-nobody': () =>
    wishesPage({
      ...common,
      language: 'fr',
      wishes: { pace: 'none', paces: ['all', 'pause', 'none'], switches: [], topics: [], updates: false },
    }),
  stop: () => stopPage({ ...frame, language: 'es' }),
  stopped: () => stoppedPage({ ...frame, language: 'ar', what: 'العروض والأخبار – بالبريد الإلكتروني' }),
};

import { defineEvents } from '../kernel/events.ts';
import { LoopMail, LoopRun } from './loop.schema.ts';
import { StoredLoopSettings } from './loop-settings.schema.ts';

export const loopMailEvents = defineEvents('loopMail', LoopMail, {
  id: 'mailId',
  actions: {
    send: ['LoopMailSent', 'A person was told what became of their feedback.'],
    suppress: ['LoopMailSuppressed', 'A person is not told; `reason` says why.'],
  },
  silent: ['plan', 'wait', 'doubt'],
  derived: ['person', 'messageId', 'notBefore', 'calledUntil'],
  facts: ['initiativeId', 'feedbackId', 'stage', 'state', 'reason'],
});

export const loopRunEvents = defineEvents('loopRun', LoopRun, {
  id: 'runId',
  actions: {
    complete: ['LoopCompleted', 'Everybody who asked for an initiative was told of its new status, or never will be.'],
    cancel: ['LoopCancelled', 'Somebody called mails off before the first one was made.'],
  },
  silent: ['hold', 'wake', 'plan'],
  derived: ['progress', 'outcome', 'wanted', 'seen', 'wantedAt', 'dueAt'],
  facts: ['initiativeId', 'stage', 'stageAt'],
});

export const loopSettingsEvents = defineEvents('loopSettings', StoredLoopSettings, {
  id: 'settingsId',
  actions: { put: ['LoopSettingsChanged', 'Somebody put how people are told what became of their feedback.'] },
  facts: ['receipt', 'receiptOnIntake', 'declined', 'lateLinkDays', 'holdMinutes'],
});

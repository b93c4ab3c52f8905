import { defineEvents } from '../kernel/events.ts';
import { DataRequest } from './data-request.schema.ts';

export const dataRequestEvents = defineEvents('dataRequest', DataRequest, {
  id: 'requestId',
  actions: {
    create: ['DataRequestReceived', 'A person asks for something concerning their own data.'],
    edit: ['DataRequestChanged', 'What is noted of a request was changed.'],
    verify: ['DataRequestVerified', 'It is known that the person who asks is who the data is about.'],
    extend: ['DataRequestExtended', 'There is more time to answer; that happens once.'],
    hold: ['DataRequestHeld', 'The data has to be kept: nothing is erased until the hold is released.'],
    release: ['DataRequestReleased', 'A legal hold, or a restriction that was completed, was released.'],
    begin: ['DataRequestBegun', 'Work in the background does what was asked for.'],
    remind: [
      'DataRequestDue',
      'A request is to be answered in 7 days or in one, or its time is up; `reminder` says which.',
    ],
    complete: ['DataRequestCompleted', 'What was asked for was done; there is a receipt.'],
    reject: ['DataRequestRejected', 'What was asked for is not done; `rejected` says on which ground.'],
  },
  facts: ['type', 'regime', 'status', 'receivedAt', 'dueAt', 'reminder'],
  derived: ['steps', 'jobId'],
});

import { defineEvents } from '../kernel/events.ts';
import { FormKeyRecord } from './form.schema.ts';

export const formKeyEvents = defineEvents('formKey', FormKeyRecord, {
  id: 'formKey',
  actions: {
    create: ['FormKeyCreated', 'A key for a public form was made.'],
    delete: ['FormKeyEnded', 'A form’s key was ended: what is sent with it is turned away.'],
  },
  facts: ['perMinute'],
});

import { pick } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { FormKeyRecord } from './form.schema.ts';

export const formKeys = defineStore('formKey', FormKeyRecord, {
  id: 'formKey',
  key: { pk: () => 'fk', sk: ({ formKey }) => formKey },
  indexes: {},
  order: 'asc',
  shown: (key) => pick(key, ['formKey', 'name', 'perMinute', 'createdAt']),
  atMost: { records: 50, called: 'form keys' },
});

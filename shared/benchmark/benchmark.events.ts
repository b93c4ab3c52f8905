import { defineEvents } from '../kernel/events.ts';
import { Benchmark } from './benchmark.schema.ts';

export const benchmarkEvents = defineEvents('benchmark', Benchmark, {
  id: 'benchmarkId',
  readBy: 'metrics:read',
  actions: {
    create: ['BenchmarkCreated', 'A value of outside was written down, with its source.'],
    edit: ['BenchmarkChanged', 'Somebody changed a benchmark; `changedKeys` tells which fields.'],
    delete: ['BenchmarkDeleted', 'A benchmark was deleted.'],
  },
  derived: ['editedBy'],
  facts: ['metric', 'industry', 'region', 'value', 'asOf', 'validTo'],
});

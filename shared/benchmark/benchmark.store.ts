import { defineStore } from '../kernel/store.ts';
import { Benchmark } from './benchmark.schema.ts';

export const benchmarks = defineStore('benchmark', Benchmark, {
  id: 'benchmarkId',
  key: { pk: () => 'bmk', sk: ({ benchmarkId }) => benchmarkId },
  indexes: {},
  atMost: { records: 500, called: 'benchmarks' },
});

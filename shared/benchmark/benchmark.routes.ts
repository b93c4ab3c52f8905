import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import { Benchmark, BenchmarkFilter, BenchmarkId, CreateBenchmark, EditBenchmark } from './benchmark.schema.ts';

const kind = {
  names: ['a benchmark', 'benchmarks'],
  path: '/api/crm/benchmarks',
  params: { benchmarkId: BenchmarkId },
  read: 'metrics:read',
  write: 'workflow:write',
  record: Benchmark,
  create: CreateBenchmark,
  edit: EditBenchmark,
  filter: BenchmarkFilter,
} as const;
const of = crud(kind);

export const benchmarkRoutes = defineRoutes('benchmark', {
  ...of,
  create: { ...of.create, problems: ['conflict'] },
  put: putOf(kind),
});

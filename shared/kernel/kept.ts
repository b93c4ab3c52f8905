const MOST = 1_000;

/** Answers that a process keeps, each by a key and for a while; a read that fails is not kept. */
export type Kept<V> = {
  /** What was read at most so long before `now`, in milliseconds of the epoch; `read` where nothing was. */
  get: (key: string, now: number, read: () => Promise<V>) => Promise<V>;
  forget: (key: string) => boolean;
};

/** Keeps at most 1 000 answers, or `most` where they are large, for `ms` milliseconds each. Who asks at the same time waits for the same read. */
export function keptFor<V>(ms: number, most = MOST): Kept<V> {
  const known = new Map<string, { until: number; answer: Promise<V> }>();
  return {
    get(key, now, read) {
      const found = known.get(key);
      if (found && found.until > now) return found.answer;
      if (known.size >= most) known.clear();
      const answer = read();
      known.set(key, { until: now + ms, answer });
      answer.catch(() => known.delete(key));
      return answer;
    },
    forget: (key) => known.delete(key),
  };
}

/** Keys that are known for a while, each with nothing but that. */
export type Noted = {
  /** From `now`, in milliseconds of the epoch, on. */
  note: (key: string, now: number) => void;
  has: (key: string, now: number) => boolean;
};

/** Knows at most 1 000 keys for `ms` milliseconds each. */
export function notedFor(ms: number): Noted {
  const until = new Map<string, number>();
  return {
    note(key, now) {
      if (until.size >= MOST) until.clear();
      until.set(key, now + ms);
    },
    has: (key, now) => (until.get(key) ?? 0) > now,
  };
}

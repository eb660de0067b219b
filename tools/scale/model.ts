/** The arithmetic of docs/scale.md. What the source decides is taken from there, so that it cannot drift. */
import { maxRenewals } from '../../src/client/run/context.js';
import { times } from '../../src/server/attempts/times-and-tries.js';
import { maxWithDigits } from '../../src/server/base/limits/create-limit.js';
import { heartbeatMs } from '../../src/server/http/streams.js';
import { checkLimits } from '../../src/server/options/limits.js';
import { checkedEveryMs } from '../../src/server/stores/change-feed.js';
import { maxKeys } from '../../src/server/stores/redis/redis-attempts.js';
import { simulate, type Behaviour } from './visitors.js';

const limits = checkLimits();

/** Decided by the source. */
export const decided = {
  shownS: times.shownMs / 1000,
  codesPerPage: 1 + maxRenewals,
  pingEveryS: heartbeatMs / 1000,
  checkedEveryS: checkedEveryMs / 1000,
  openReads: limits.openReads,
  codesPerDay: limits.qrCodesPerDay,
  createsPerMinute: limits.createsPerMinute,
  messagesPerMinute: maxWithDigits,
  /** By the first character of the id (redis-attempts.ts). */
  redisGroups: 64,
} as const;

/** Measured, and rounded up for planning. docs/scale.md says by which command. */
const planned = {
  streamKiB: 25,
  loginCpuMs: 10,
  redisCommandsPerLogin: 85,
  publishesPerLogin: 5,
  /** Of nginx.conf, for each worker; a waiting visitor takes two. */
  workerConnections: 32_768,
  /** Linux's net.ipv4.ip_local_port_range, from one address to one port. */
  ports: 28_232,
  /** Of the visitors of a day, so many come in the busiest hour. */
  busiestHour: 0.2,
} as const;

/** What so many visitors need who wait at the same time. */
export function waiting(visitors: number) {
  const instances = Math.max(2, Math.ceil(visitors / decided.openReads) + 1);
  const watchedPerGroup = visitors / instances / decided.redisGroups;
  const reads = instances * decided.redisGroups * Math.max(1, Math.ceil(watchedPerGroup / maxKeys));
  return {
    instances,
    streamMiB: (visitors * planned.streamKiB) / 1024,
    nginxWorkers: Math.ceil((visitors * 2) / planned.workerConnections),
    pingsPerS: visitors / decided.pingEveryS,
    redisScriptsPerS: Math.min(visitors, reads) / decided.checkedEveryS,
    redisReadsPerS: visitors / decided.checkedEveryS,
    renewalsPerMinute: (visitors / decided.shownS) * 60,
  };
}

const million = 1_000_000;
const page = { shownS: decided.shownS, maxRenewals };
const longerPage = { shownS: 600, maxRenewals: 0 };

/** The behaviours of the simulated visitors. */
export const behaviours: readonly Behaviour[] = [
  { meanWaitS: 20, leftOpen: 0 },
  { meanWaitS: 60, leftOpen: 0 },
  { meanWaitS: 60, leftOpen: 0.1 },
  { meanWaitS: 60, leftOpen: 0.3 },
];
/** For which the days are computed. */
const usual: Behaviour = { meanWaitS: 60, leftOpen: 0.1 };

/** The QR codes of a million visitors: as they are, and if each were shown for ten minutes, once. */
export const codes = (behaviour: Behaviour, visitors = million) => ({
  now: simulate(behaviour, page, visitors),
  longer: simulate(behaviour, longerPage, visitors),
});

/** What so many visitors a day need. */
export function day(visitors: number) {
  const { codesPerVisitor, waitS } = simulate(usual, page, million);
  const perS = (visitors * planned.busiestHour) / 3600;
  const qrCodes = visitors * codesPerVisitor;
  return {
    qrCodes,
    officialAccounts: Math.ceil(qrCodes / decided.codesPerDay),
    loginsPerS: perS,
    // Little's law.
    waiting: perS * waitS,
    cores: (perS * planned.loginCpuMs) / 1000,
    redisCommandsPerS: perS * planned.redisCommandsPerLogin,
    messageAccounts: Math.ceil((perS * 60) / decided.messagesPerMinute),
  };
}

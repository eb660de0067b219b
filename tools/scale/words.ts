/** The words of the tables of docs/scale.md, in both languages. */
import type { day, waiting } from './model.js';

type Labels<Compute extends (...parameters: never[]) => unknown> = Readonly<
  Record<keyof ReturnType<Compute>, string>
>;

export interface Words {
  readonly document: string;
  readonly under: string;
  readonly waiting: string;
  readonly waitingRows: Labels<typeof waiting>;
  readonly codes: readonly string[];
  readonly behaviour: (meanWaitS: number, leftOpen: string) => string;
  readonly allScan: string;
  readonly leftOpen: (percent: number) => string;
  readonly seconds: string;
  readonly day: string;
  readonly dayRows: Labels<typeof day>;
}

const english: Words = {
  document: 'docs/scale.md',
  under: 'under ',
  waiting: 'visitors who wait at the same time',
  waitingRows: {
    instances: 'instances, one of which may be lost',
    streamMiB: 'memory of their streams, MiB',
    nginxWorkers: 'workers of nginx with 32 768 connections each',
    pingsPerS: 'pings a second',
    redisScriptsPerS: 'scripts that Redis runs a second to catch up',
    redisReadsPerS: 'revisions that these read a second',
    renewalsPerMinute: 'QR codes a minute, if everybody stays and looks',
  },
  codes: [
    'a million visitors',
    'QR codes for each',
    'mean wait',
    'QR codes if one lasted 10 minutes',
  ],
  behaviour: (meanWaitS, leftOpen) => `scan after ${meanWaitS} s on average; ${leftOpen}`,
  allScan: 'all scan',
  leftOpen: (percent) => `${percent} % leave the page open`,
  seconds: 's',
  day: 'visitors a day',
  dayRows: {
    qrCodes: 'QR codes a day',
    officialAccounts: 'official accounts, by their QR codes',
    loginsPerS: 'logins a second in the busiest hour',
    waiting: 'visitors who wait at the same time',
    cores: 'cores for the backend',
    redisCommandsPerS: 'Redis commands a second',
    messageAccounts: 'official accounts, if everybody sends a message',
  },
};

const chinese: Words = {
  document: 'docs/scale.zh-CN.md',
  under: '不到 ',
  waiting: '同时等待的访客',
  waitingRows: {
    instances: '实例，允许失去其中一个',
    streamMiB: '事件流的内存，MiB',
    nginxWorkers: 'nginx 的 worker，每个 32 768 个连接',
    pingsPerS: '每秒心跳',
    redisScriptsPerS: 'Redis 每秒为查找遗漏而运行的脚本',
    redisReadsPerS: '这些脚本每秒读取的 rev',
    renewalsPerMinute: '每分钟的二维码，如果所有人都一直看着页面',
  },
  codes: ['一百万个访客', '每人用的二维码', '平均等待', '有效期 10 分钟时的二维码'],
  behaviour: (meanWaitS, leftOpen) => `平均 ${meanWaitS} 秒后扫码；${leftOpen}`,
  allScan: '所有人都扫',
  leftOpen: (percent) => `${percent} % 一直开着页面`,
  seconds: '秒',
  day: '每天的访客',
  dayRows: {
    qrCodes: '每天的二维码',
    officialAccounts: '公众号，按二维码计',
    loginsPerS: '最忙的一小时里每秒的登录',
    waiting: '同时等待的访客',
    cores: '后端用的核',
    redisCommandsPerS: '每秒的 Redis 命令',
    messageAccounts: '公众号，如果所有人都发消息',
  },
};

export const languages = [english, chinese] as const;

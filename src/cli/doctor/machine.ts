/**
 * The machine itself: Node, processor, memory, disk, time zones, Chinese text, a browser.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { expectAnswer, type Probe } from './finding.ts';

const gibibyte = 2 ** 30;
/** The embedded panel with its models and scores takes under half of it. */
const leastFreeDiskBytes = 0.5 * gibibyte;
/** DuckDB and one worker on the embedded panel stay under it. */
const leastMemoryBytes = 2 * gibibyte;

/** Everything about the machine; `dataDirectory` is where the data will lie (it need not exist yet). */
export function machineProbes(dataDirectory: string): readonly Probe[] {
  return [
    nodeProbe,
    processorProbe,
    memoryProbe,
    ...diskProbes(dataDirectory),
    timeZoneProbe,
    icuProbe,
    gb18030Probe,
    browserProbe,
  ];
}

const nodeProbe: Probe = {
  id: 'node',
  titleZh: 'Node.js 运行时',
  titleEn: 'runtime',
  required: true,
  remedy: '请安装 Node.js 20.19 或更高 / install Node.js 20.19 or newer',
  attempt: () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major < 20 || (major === 20 && minor < 19)) throw new Error(`Node.js ${process.versions.node}`);
    return `${process.versions.node} (${process.platform} ${process.arch})`;
  },
};

const processorProbe: Probe = {
  id: 'cores',
  titleZh: '处理器核数',
  titleEn: 'cores',
  required: false,
  remedy: '',
  attempt: () => `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? process.arch}`,
};

const memoryProbe: Probe = {
  id: 'memory',
  titleZh: '内存',
  titleEn: 'memory',
  required: false,
  remedy: '请使用内存 2 GiB 以上的机器 / use a machine with 2 GiB or more',
  attempt: () => {
    const limit = process.constrainedMemory();
    const total = limit > 0 && limit < totalmem() ? limit : totalmem();
    if (total < leastMemoryBytes) throw new Error(`${gib(total)} GiB`);
    return `${gib(total)} GiB, ${gib(freemem())} GiB free`;
  },
};

function diskProbes(dataDirectory: string): readonly Probe[] {
  const existing = nearestExisting(resolve(dataDirectory));
  return [
    {
      id: 'data-directory',
      titleZh: '数据目录可写',
      titleEn: 'writable data directory',
      required: true,
      remedy: '请用 --data-dir 指定可写的目录 / give a writable folder with --data-dir',
      attempt: async () => {
        await rm(await mkdtemp(join(existing, '.jiuzhu-doctor-')), { recursive: true });
        return resolve(dataDirectory);
      },
    },
    {
      id: 'disk',
      titleZh: '数据目录剩余空间',
      titleEn: 'free disk',
      required: true,
      remedy: '请清理磁盘，至少留出 0.5 GiB / free at least 0.5 GiB',
      attempt: async () => {
        const { bavail, bsize } = await statfs(existing);
        const free = bavail * bsize;
        if (free < leastFreeDiskBytes) throw new Error(`${gib(free)} GiB`);
        return `${gib(free)} GiB`;
      },
    },
  ];
}

const timeZoneProbe: Probe = {
  id: 'time-zone',
  titleZh: '时区数据',
  titleEn: 'time zone data',
  required: true,
  remedy: '请使用带完整 ICU 的官方 Node.js / use an official Node.js with full ICU',
  attempt: () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    expectAnswer('Asia/Shanghai', shanghai.format(Date.UTC(2024, 11, 31, 16)), '2025-01-01');
    return `tz ${process.versions['tz'] ?? '?'}, ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
  },
};

const icuProbe: Probe = {
  id: 'icu',
  titleZh: '中文区域数据（完整 ICU）',
  titleEn: 'full ICU',
  required: true,
  remedy: timeZoneProbe.remedy,
  attempt: () => {
    // Pinyin order an, gan, zhe; code point order would put 浙 before 甘
    expectAnswer('zh', ['浙', '甘', '安'].sort(new Intl.Collator('zh-Hans-CN').compare).join(''), '安甘浙');
    return `ICU ${process.versions['icu'] ?? '?'}`;
  },
};

const gb18030Probe: Probe = {
  id: 'gb18030',
  titleZh: 'GB18030 解码',
  titleEn: 'GB18030 decoding',
  required: true,
  remedy: timeZoneProbe.remedy,
  attempt: () => {
    // 救助 in two bytes each, 𠀀 (U+20000, extension B) in four
    const bytes = Uint8Array.of(0xbe, 0xc8, 0xd6, 0xfa, 0x95, 0x32, 0x82, 0x36);
    expectAnswer('GB18030', new TextDecoder('gb18030', { fatal: true }).decode(bytes), '救助𠀀');
    return 'GB 18030';
  },
};

const browserProbe: Probe = {
  id: 'browser',
  titleZh: '浏览器（页面测试用）',
  titleEn: 'browser for page tests',
  required: false,
  remedy: 'apt-get install chromium',
  attempt: () => {
    const found = browserCandidates().find(isExecutable);
    if (found === undefined) throw new Error('no chromium, chrome or edge on PATH');
    return found;
  },
};

function browserCandidates(): string[] {
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome.exe',
    'msedge.exe',
  ];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const chosen = process.env['CHROME_PATH'];
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return chosen === undefined ? onPath : [chosen, ...onPath];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

function gib(bytes: number): string {
  return (bytes / gibibyte).toFixed(1);
}

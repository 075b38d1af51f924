/**
 * The native and optional packages, each really loaded and used once.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadTensorFlow } from '../../../models/net/backend.ts';
import { openDuckDb } from '../../io/duckdb.ts';
import { expectAnswer, type Probe } from './finding.ts';

const reinstall =
  '请重新安装依赖（npm ci）；离线机器请用同平台打好的安装包 / install again (npm ci), or use a bundle built on the same platform';

/** SQLite, DuckDB, TensorFlow, random forest, danfojs, ONNX Runtime. */
export const packageProbes: readonly Probe[] = [
  {
    id: 'sqlite',
    titleZh: '业务库 better-sqlite3',
    titleEn: 'operational store',
    required: true,
    remedy: reinstall,
    attempt: async () => {
      const { default: Database } = await import('better-sqlite3');
      const database = new Database(':memory:');
      const row = database.prepare(
        "select sqlite_version() || '|' || sum(value) as answer from json_each('[1,2,3]')",
      );
      const [version = '', sum = ''] = String(row.pluck().get()).split('|');
      database.close();
      expectAnswer('sum', sum, '6');
      return `${packageVersion('better-sqlite3')}, SQLite ${version}`;
    },
  },
  {
    id: 'duckdb',
    titleZh: '分析引擎 DuckDB',
    titleEn: 'analytic engine',
    required: true,
    remedy: reinstall,
    attempt: async () => {
      const database = await openDuckDb({ threads: 1 });
      try {
        const [row] = await database.rows(
          'select version() as version, sum(i)::varchar as total from range($n) t(i)',
          {
            n: 1001,
          },
        );
        expectAnswer('sum', String(row?.['total']), '500500');
        return String(row?.['version']);
      } finally {
        database.close();
      }
    },
  },
  {
    id: 'tensorflow',
    titleZh: '神经网络 TensorFlow.js',
    titleEn: 'neural networks',
    required: true,
    remedy: reinstall,
    attempt: async () => {
      const { backend, version, reason } = await loadTensorFlow();
      return `${version}, backend ${backend}${reason === '' ? '' : ` (${reason})`}`;
    },
  },
  {
    id: 'ml-random-forest',
    titleZh: '对照随机森林 ml-random-forest',
    titleEn: 'reference forest',
    required: true,
    remedy: reinstall,
    attempt: async () => {
      const { RandomForestClassifier } = await import('ml-random-forest');
      const forest = new RandomForestClassifier({ seed: 1, nEstimators: 5, maxFeatures: 1, noOOB: true });
      forest.train([[0], [1], [2], [10], [11], [12]], [0, 0, 0, 1, 1, 1]);
      expectAnswer('forest', forest.predict([[1], [11]]).join(), '0,1');
      return packageVersion('ml-random-forest');
    },
  },
  optionalPackage(
    'danfojs-node',
    '笔记本数据框 danfojs-node',
    'data frames',
    'npm install danfojs-node@1.2.0',
  ),
  optionalPackage(
    'onnxruntime-node',
    '模型互通 onnxruntime-node',
    'ONNX cross-check',
    'npm install onnxruntime-node',
  ),
];

function optionalPackage(name: string, titleZh: string, titleEn: string, remedy: string): Probe {
  return {
    id: name,
    titleZh,
    titleEn,
    required: false,
    remedy,
    attempt: async () => {
      await import(name);
      return packageVersion(name);
    },
  };
}

/** The version of an installed package, read from its package.json wherever Node would look for it. */
function packageVersion(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders) {
    const text = readIfThere(join(folder, name, 'package.json'));
    if (text !== null) return (JSON.parse(text) as { version: string }).version;
  }
  throw new Error(`${name} is not installed`);
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute and more: begun last, one of them would keep one core busy and the others idle. */
const slow = ['web/county', 'package/pack', 'web/panel', 'county/end-to-end', 'e2e/panel-job'];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = slow.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return found < 0 ? slow.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['{src,models,features,training,eval,test}/**/*.test.ts'],
    env: { TZ: 'Asia/Shanghai' },
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // By itself it leaves one core free: of two, half.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,models,features,training,eval,test}/**/*.test.ts'],
    env: { TZ: 'Asia/Shanghai' },
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: 'forks',
  },
});

#!/usr/bin/env node
/** Starts the command line: the built JavaScript where it is installed, the TypeScript source in a checkout. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'cli', 'main.ts');
const built = join(root, 'dist', 'src', 'cli', 'main.js');
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  refuse(`需要 Node.js 20.19 或更高，当前 ${process.versions.node} / Node.js 20.19 or newer is needed`);
} else if (!existsSync(source)) {
  await import(pathToFileURL(built).href);
} else if (!existsSync(join(root, 'node_modules', 'tsx'))) {
  refuse(
    '依赖尚未安装，请先在项目目录运行 npm ci / dependencies are not installed: run npm ci in the project folder',
  );
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(source).href);
}

function refuse(problem) {
  process.stderr.write(`[jiuzhu] ${problem}\n`);
  process.exitCode = 5;
}
